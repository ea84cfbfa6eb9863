"""What a socket costs that nobody uses."""

import asyncio
from typing import Any

from tests.bench import crowd
from tests.bench.crowd import Line
from tests.bench.ground import Ground
from tests.bench.people import Pair
from tests.bench.proc import pss

A_SESSION = 10  # as many as the product lets one session open


async def measure(ground: Ground, pairs: list[Pair], count: int, seconds: float) -> dict[str, Any]:
    """`count` idle sockets on each system for so many seconds: the growth of memory for each, in KiB, and
    how many of them did not stay open."""
    people = [person for pair in pairs for person in (pair.patient, pair.clinician)]
    seats = [
        (person, session)
        for session in range(len(people[0].cookies))
        for person in people
        for _ in range(A_SESSION)
    ][:count]
    product, floor = ground.web(), ground.floor.pid
    before = {"product": pss(product), "floor": pss(floor)}
    gate = asyncio.Semaphore(20)

    async def sit(number: int) -> tuple[Line, Line]:
        person, session = seats[number]
        async with gate:
            mine = await crowd.open_product(ground.port, person, session)
            return mine, await crowd.open_floor(ground.floor_port, f"idle {number}")

    lines = await asyncio.gather(*(sit(number) for number in range(len(seats))))
    await asyncio.sleep(seconds)
    after = {"product": pss(product), "floor": pss(floor)}
    closed = {
        name: sum(pair[place].socket.close_code is not None for pair in lines)
        for place, name in enumerate(("product", "floor"))
    }
    await asyncio.gather(*(line.close() for pair in lines for line in pair))
    return {
        "sockets": len(seats),
        "closed": closed,
        "kib": {name: (after[name] - before[name]) / len(seats) / 1024 for name in before},
    }
