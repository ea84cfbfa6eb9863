"""A photo and its message, on the way while the disk of the uploads is full."""

import asyncio
import io
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image

from portal.files.logic import PIECE, pieces
from tests.faults.product import Product
from tests.faults.small_disk import fill
from tests.faults.wire import Answer, Door

WORDS = "The swelling, as of today"


def photo() -> bytes:
    """Of noise: it does not get small, and is some pieces long."""
    out = io.BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


class Upload:
    """`onto_a_full_disk` gives what each step was answered, and what lay on the disk."""

    def __init__(self, product: Product, door: Door, thread: str, disk: Path) -> None:
        self.product, self.door, self.thread, self.disk = product, door, thread, disk
        self.data = photo()
        self.of = "/api/v1/files"

    def onto_a_full_disk(self) -> dict[str, Any]:
        draft = f"/api/v1/drafts/thread.{self.thread}"
        self._ask("PUT", draft, {"body": WORDS})
        begun = self._ask("POST", self.of, {"name": "IMG_1.jpg", "size": len(self.data)}).body["id"]
        self.of = f"/api/v1/files/{begun}"
        found: dict[str, Any] = {"first piece": self._piece(0).status}
        before = self._there()
        ballast = fill(self.disk)
        found |= {
            "refused": [self._refused(self._piece(1)) for _ in range(3)],
            "left": sorted(self._there() - before - {ballast.name}),
            "sent with it": self._send(begun).status,
            "draft": self._ask("GET", draft).body["body"],
            "words alone": self._send().status,
        }
        ballast.unlink()
        found["further pieces"] = {self._piece(n).status for n in range(1, pieces(len(self.data)))} == {200}
        # The photo is written anew once more: full again, in the last step.
        ballast = fill(self.disk)
        found["full at the end"] = self._refused(self._ask("POST", f"{self.of}/finish", {}))
        ballast.unlink()
        found["finished"] = self._ask("POST", f"{self.of}/finish", {}).status
        found["sent at last"] = self._send(begun).status
        found["unfinished"] = [name for name in self._there() if Path(name).name.startswith(".")]
        return found

    def _piece(self, number: int) -> Answer:
        return self._ask("PUT", f"{self.of}/pieces/{number}", self.data[number * PIECE :][:PIECE])

    def _send(self, *files: str) -> Answer:
        body = {"body": WORDS, "attachments": list(files)}
        return self._ask("POST", f"/api/v1/threads/{self.thread}/messages", body)

    def _refused(self, answer: Answer) -> list[Any]:
        return [answer.status, answer.headers["content-type"], answer.retry_after is not None]

    def _there(self) -> set[str]:
        return {str(path.relative_to(self.disk)) for path in self.disk.rglob("*") if path.is_file()}

    def _ask(self, method: str, path: str, body: Any = None) -> Answer:
        asked = self.door.ask(method, path, port=self.product.port, key=str(uuid4()), body=body)
        return asyncio.run(asked)
