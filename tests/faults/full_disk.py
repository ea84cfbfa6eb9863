"""A product on a disk of its own that is filled to the last byte: `python -m tests.faults.full_disk FOLDER`.

Run it in a mount namespace (`unshare --user --map-root-user --mount`): it mounts a small tmpfs there, which
nobody else sees and which is gone with the process. Database and logs lie on it, the uploads on a smaller
one, which is filled first. FOLDER is what `Product` calls `alike`. Prints what it found, as JSON.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.faults.full_uploads import Upload
from tests.faults.product import Product
from tests.faults.small_disk import fill, mounted
from tests.faults.waiting import until
from tests.faults.wire import Answer, Door, Lost

SIZE_MB = 220
UPLOADS_MB = 4
TRIES = 15


def send(product: Product, door: Door, thread: str, key: str) -> Answer | None:
    # Long words: what the tables have in hand is used up after a few.
    body = {"body": f"{key} {key * 200}"}
    path = f"/api/v1/threads/{thread}/messages"
    try:
        return asyncio.run(door.ask("POST", path, port=product.port, key=key, body=body))
    except Lost:
        return None


def main(alike: Path) -> dict[str, Any]:
    uploads, disk = mounted("uploads", size_mb=UPLOADS_MB), mounted("disk", size_mb=SIZE_MB)
    tempfile.tempdir = str(disk)
    # No room is kept free for the database: here it is the disk that says no.
    os.environ |= {"FILES_DIR": str(uploads), "FILES_KEEP_FREE_MB": "0"}
    product = Product("full", alike=alike)
    try:
        product.start()
        door, thread = product.as_person("patient0"), product.thread_of("patient0")
        upload = Upload(product, door, thread, uploads).onto_a_full_disk()
        ballast = fill(disk)
        answers: dict[str, int] = {}
        for _ in range(TRIES):
            key = str(uuid4())
            answers[key] = status_of(send(product, door, thread, key))
        live = product.get("/health/live").status
        ballast.unlink()
        if not product.runs("postgres"):
            product.mend("postgres")
        until(lambda: product.answers(product.port), within=60)
        again = {key: status_of(send(product, door, thread, key)) for key in answers}
        with product.sql() as database:
            rows = database.execute(
                "SELECT key::text, count(*) FROM messaging_message GROUP BY key"
            ).fetchall()
        return {"full": answers, "live": live, "again": again, "stored": dict(rows), "upload": upload}
    finally:
        product.stop()


def status_of(answer: Answer | None) -> int:
    """0 where none came; 500 where a 503 does not say when to come again."""
    if answer is None:
        return 0
    return 500 if answer.status == 503 and not answer.retry_after else answer.status


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1])), sys.stdout)
