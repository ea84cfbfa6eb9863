"""Writers and readers of a running product, in a thread with a loop of its own.

The main thread stays free for killing and starting processes, which are tied to it.
"""

import asyncio
import random
import threading
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from tests.faults.cast import PATIENTS, STRANGERS, THERAPISTS
from tests.faults.checker import Trail
from tests.faults.clients import Phone, Tally, Writer
from tests.faults.history import Device, History
from tests.faults.product import Product
from tests.faults.wire import Door

T = TypeVar("T")
WRITERS = [*PATIENTS, *THERAPISTS, *THERAPISTS]
READERS = [*PATIENTS, *THERAPISTS, "lead", *STRANGERS]
# Ten and ten for a single fault, so that a run of all of them stays short.
HALF = ([*PATIENTS[:5], *THERAPISTS[:5]], [*PATIENTS[:3], *THERAPISTS[:3], "lead", *STRANGERS[:3]])
# Each fourth writer's network lets no socket through.
WITHOUT_SOCKET = 4
ANSWERED_WITHIN = 60.0
CUT_EVERY = (1.5, 4.0)


class Load:
    """`with Load(product, seed=1) as load: ...; load.finish(calm=5)` gives the history."""

    def __init__(
        self,
        product: Product,
        *,
        seed: int,
        think: tuple[float, float] = (0.3, 1.0),
        cuts: bool = False,
        full: bool = False,
    ) -> None:
        writers, readers = (WRITERS, READERS) if full else HALF
        self.product, self.cuts = product, cuts
        names = [(f"{who}/writes{n}", who) for n, who in enumerate(writers)]
        names += [(f"{who}/reads{n}", who) for n, who in enumerate(readers)]
        devices = [Device(*name) for name in names]
        self.history, cookies = product.sign_in(devices)
        self.tally = Tally()
        self.rng = random.Random(f"{seed}/cuts")
        self.phones: list[Phone] = []
        for n, device in enumerate(devices):
            door = Door(tuple(product.ports), product.origin, cookies[device.name])
            common: dict[str, Any] = {"seed": f"{seed}/{device.name}"}
            if n < len(writers):
                common |= {"think": think, "sockets": bool(n % WITHOUT_SOCKET)}
            kind = Writer if n < len(writers) else Phone
            self.phones.append(kind(device, door, self.history, self.tally, **common))
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def writers(self) -> list[Writer]:
        return [phone for phone in self.phones if isinstance(phone, Writer)]

    # --- life -------------------------------------------------------------------------------------------

    def __enter__(self) -> "Load":
        self._thread.start()
        self._in_loop(self._begin(), within=60)
        return self

    def __exit__(self, *_: object) -> None:
        self._in_loop(self._end_tasks(), within=30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()

    def finish(self, *, calm: float) -> History:
        """No new messages; the open ones get their answers; calm; then everybody catches up and reads all."""
        self._in_loop(self._stop_writing(), within=ANSWERED_WITHIN + 60)
        time.sleep(calm)
        self._in_loop(self._settle(), within=180)
        return self.history

    def trail(self) -> Trail:
        """What the audit holds after `finish`, and whether its chain verifies."""
        rows = self.product.shell(
            "from portal.audit.models import Entry\n"
            "from portal.accounts.models import Account\n"
            "from django.db.models import Sum\n"
            "names = {a.id: a.email.split('@')[0] for a in Account.objects.all()}\n"
            "sent = Entry.objects.filter(verb__in=['messaging.send', 'messaging.answer'], outcome='done')\n"
            "read = Entry.objects.filter(verb__startswith='realtime.').values('actor_id')\n"
            "out = {'writes': list(sent.values_list('object_id', flat=True)),\n"
            "       'reads': {names[r['actor_id']]: r['n'] for r in read.annotate(n=Sum('count'))}}"
        )
        holds, words = self.product.audit()
        return Trail(tuple(rows["writes"]), rows["reads"], () if holds else (words.strip()[-300:],))

    # --- while it runs ----------------------------------------------------------------------------------

    def forget_times(self) -> None:
        self.tally.seconds.clear()

    def delivered_since(self, at: float) -> int:
        """How many times a message acknowledged after this moment has reached a socket, or a catch-up."""
        return len(self._deliveries(at))

    def longest_delivery_since(self, at: float) -> float:
        return max(self._deliveries(at))

    def _deliveries(self, at: float) -> list[float]:
        """Seconds from the acknowledgement to each reader."""
        found = []
        for key, seen_at in list(self.tally.arrivals):
            operation = self.history.operations.get(key)
            if operation is not None and operation.ended_at is not None and operation.ended_at > at:
                found.append(max(0.0, seen_at - operation.ended_at))
        return found

    # --- in the loop ------------------------------------------------------------------------------------

    def _in_loop(self, work: Coroutine[Any, Any, T], *, within: float) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(within)

    async def _begin(self) -> None:
        for phone in self.phones:
            await phone.begin()
        self._tasks = [asyncio.create_task(phone.run()) for phone in self.phones]
        self._tasks += [asyncio.create_task(writer.write_on()) for writer in self.writers]
        if self.cuts:
            self._tasks.append(asyncio.create_task(self._cut_now_and_then()))

    async def _cut_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(self.rng.uniform(*CUT_EVERY))
            self.rng.choice(self.phones).cut()

    async def _stop_writing(self) -> None:
        self.cuts = False
        for writer in self.writers:
            writer.stopping.set()
            writer.give_up_at = time.monotonic() + ANSWERED_WITHIN
        until = time.monotonic() + ANSWERED_WITHIN + 30
        while self.history.unanswered() and time.monotonic() < until:  # noqa: ASYNC110 - no one event ends it
            await asyncio.sleep(0.1)

    async def _settle(self) -> None:
        """A few at a time: the calm after the storm is no second storm."""
        turn = asyncio.Semaphore(6)

        async def one(phone: Phone) -> None:
            async with turn:
                await phone.settle()
                if phone in pages:
                    await phone.read_pages()

        pages = {phone.device.person: phone for phone in self.phones}.values()  # one device of each person
        await asyncio.gather(*(one(phone) for phone in self.phones))

    async def _end_tasks(self) -> None:
        for phone in self.phones:
            phone.closing = True
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0.05)  # closed transports let go of their sockets one round later
