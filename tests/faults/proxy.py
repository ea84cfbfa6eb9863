"""A way to PostgreSQL that can be cut at the worst moment: COMMIT has gone through, its answer has not.

PostgreSQL's messages from the client are a letter, four bytes of length, and the content; only the first one
of a connection has no letter. A COMMIT of psycopg is a simple query, "Q".
"""

import asyncio
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

SOCKET = ".s.PGSQL.5432"


class CommitCutter:
    """`with CommitCutter(folder of the server's socket) as cutter: ...; cutter.arm()`."""

    def __init__(self, server: Path) -> None:
        self.server = server / SOCKET
        self.folder = tempfile.mkdtemp(prefix="fb-cut-", dir="/tmp")
        self.cuts = 0
        self._armed = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def arm(self) -> None:
        """The next COMMIT that follows an INSERT of a message is the one; once."""
        self._armed.set()

    def __enter__(self) -> "CommitCutter":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        (Path(self.folder) / SOCKET).unlink(missing_ok=True)
        Path(self.folder).rmdir()

    async def _listen(self) -> None:
        self._door = await asyncio.start_unix_server(self._serve, str(Path(self.folder) / SOCKET))

    async def _end(self) -> None:
        self._door.close()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0.05)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_unix_connection(str(self.server))
        back = asyncio.create_task(self._back(server_reader, writer))
        try:
            await self._forth(reader, server_writer, back)
        except (asyncio.IncompleteReadError, OSError):
            pass  # one side has ended
        finally:
            back.cancel()
            writer.transport.abort()
            server_writer.transport.abort()

    async def _back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.transport.abort()

    async def _forth(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, back: "asyncio.Task[None]"
    ) -> None:
        size = await reader.readexactly(4)
        writer.write(size + await reader.readexactly(int.from_bytes(size) - 4))
        wrote_a_message = False
        while True:
            head = await reader.readexactly(5)
            content = await reader.readexactly(int.from_bytes(head[1:]) - 4)
            wrote_a_message |= b'INSERT INTO "messaging_message"' in content
            if self._armed.is_set() and wrote_a_message and content.rstrip(b"\0") == b"COMMIT":
                self._armed.clear()
                self.cuts += 1
                back.cancel()  # the answer comes, and goes nowhere
                writer.write(head + content)
                await writer.drain()
                await asyncio.sleep(0.3)
                return
            writer.write(head + content)
            await writer.drain()
