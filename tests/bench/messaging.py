"""`make bench-messaging`: how fast messaging is, against a floor on the same servers in the same minute.

Rounds of floor, socket and POST follow each other at once, so that a noisy machine is noisy for all of
them; what is reported are ratios of medians. Everything runs on the loopback and ends by itself.
`--short` is for trying out: one round, 500 idle sockets for ten seconds, small tables.
"""

import argparse
import asyncio
import json
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from celery import Celery

from tests.bench import crowd, idle, report
from tests.bench.crowd import Crowd, Http, Send
from tests.bench.ground import Ground
from tests.bench.people import Pair, read
from tests.bench.proc import cpu, cpu_of, stopped

RESULTS = Path(__file__).with_name("results") / "messaging.json"
SENDERS = (1, 16, 50)
SYSTEMS = ("floor", "socket", "post")
FLOOR_TIMES = 4
DUE = "SELECT count(*) FROM outbox_job WHERE state = 'pending'"
UNSEALED = "SELECT count(*) FROM audit_queued"
FLOOR_ROWS = """INSERT INTO floor (thread, body, at)
SELECT gen_random_uuid(), %s, clock_timestamp() FROM generate_series(1, 30)"""


@dataclass(frozen=True)
class Size:
    """How much of everything. A round sends `messages` on each system at each number of senders."""

    rounds: int
    messages: int
    pages: int
    idle: tuple[int, ...]
    idle_seconds: float
    long_thread: int
    large_inbox: int


FULL = Size(5, 500, 40, (500, 2000), 60.0, 100_000, 100_000)
SHORT = Size(1, 400, 20, (500,), 10.0, 5_000, 5_000)


@dataclass(frozen=True)
class Bench:
    ground: Ground
    size: Size
    pairs: list[Pair]

    async def chat(self, parts: set[str]) -> dict[str, Any]:
        """CPU for 1,000 messages, seconds until delivered, messages a second: by system and senders."""
        product, floor = await self._crowds()
        http = Http(self.ground.port)
        sends: dict[str, tuple[Crowd, Send]] = {
            "floor": (floor, floor.by_floor()),
            "socket": (product, product.by_socket()),
            "post": (product, crowd.by_post(http)),
        }
        found: dict[str, dict[int, list[dict[str, float]]]] = {}
        for turn in range(self.size.rounds + 1):  # the first one warms up
            for senders in SENDERS:
                for name in (name for name in SYSTEMS if name in parts | {"floor"}):
                    line, send = sends[name]
                    measured = await self._phase(name, line, send, senders, warm=turn == 0)
                    if turn:
                        found.setdefault(name, {}).setdefault(senders, []).append(measured)
        http.close()
        await asyncio.gather(product.close(), floor.close())
        return {
            name: {str(senders): _medians(rows) for senders, rows in by_senders.items()}
            for name, by_senders in found.items()
        }

    async def _crowds(self) -> tuple[Crowd, Crowd]:
        people = [person for pair in self.pairs for person in (pair.patient, pair.clinician)]
        ground = self.ground
        product = {who.account_id: await crowd.open_product(ground.port, who) for who in people}
        floor = {who.account_id: await crowd.open_floor(ground.floor_port, who.account_id) for who in people}
        return Crowd(product), Crowd(floor)

    async def _phase(
        self, name: str, line: Crowd, send: Send, senders: int, *, warm: bool
    ) -> dict[str, float]:
        messages = max(60, self.size.messages // 4) if warm else self.size.messages
        messages *= FLOOR_TIMES if name == "floor" else 1  # cheap ones: enough for the kernel's clock
        drive: Callable[[], Any] = lambda: line.drive(  # noqa: E731 - used twice, a line below
            self.pairs, send, at_once=senders, messages=messages
        )
        parts: dict[str, float] = {}
        if name == "floor":
            with stopped(self.ground.product.pid):
                before = cpu(self.ground.of_floor)
                run = await drive()
                used = cpu(self.ground.of_floor) - before
        else:
            before, parts = cpu(self.ground.of_product), self._by_part()
            run = await drive()
            await self._settle()
            used = cpu(self.ground.of_product) - before
            parts = {name: now - parts.get(name, 0.0) for name, now in self._by_part().items()}
        return {f"{name}_ms": spent * 1_000_000 / messages for name, spent in parts.items()} | {
            "cpu_ms": used * 1_000_000 / messages,
            "p50_ms": median(run.latencies) * 1000,
            "p95_ms": sorted(run.latencies)[int(len(run.latencies) * 0.95)] * 1000,
            "a_second": messages / run.seconds,
        }

    def _by_part(self) -> dict[str, float]:
        return {name: cpu_of(pids) for name, pids in self.ground.parts().items()}

    async def _settle(self) -> None:
        """Until the product has done what it does behind the messages: reactions have run and the audit's
        chain is sealed. The worker would seal within ten seconds; it is told now, and that is counted."""
        broker = self.ground.valkey.redis_url.replace("unix://", "redis+socket://", 1)
        await self._none_of(DUE)
        with Celery(broker=broker) as jobs:
            jobs.send_task("portal.audit.tasks.seal")
        await self._none_of(UNSEALED)

    async def _none_of(self, query: str) -> None:
        """Until it counts none, for twenty seconds at most."""
        until = time.monotonic() + 20
        async with await psycopg.AsyncConnection.connect(
            self.ground.postgres.database_url, autocommit=True
        ) as line:
            while time.monotonic() < until:
                row = await (await line.execute(query)).fetchone()
                if row and row[0] == 0:
                    return
                await asyncio.sleep(0.1)

    async def page(self, cookie: str) -> dict[str, float]:
        """CPU of 1,000 pages of thirty rows: the floor's, and the team's inbox, the audit's seal included."""
        floor, product = Http(self.ground.floor_port), Http(self.ground.port)
        headers = crowd.as_person(self.ground.port, cookie)
        rows: list[dict[str, float]] = []
        with psycopg.connect(self.ground.env["FLOOR_DATABASE"], autocommit=True) as line:
            line.execute(FLOOR_ROWS, [200 * "a"])  # as long as the messages
        for _ in range(self.size.rounds + 1):
            with stopped(self.ground.product.pid):
                before = cpu(self.ground.of_floor)
                for _ in range(self.size.pages * 5):  # cheap pages: enough of them for the kernel's clock
                    await floor.ask("GET", "/page", {})
                used = (cpu(self.ground.of_floor) - before) / 5
            await self._settle()
            before, parts = cpu(self.ground.of_product), self._by_part()
            for _ in range(self.size.pages):
                await product.ask("GET", "/api/v1/inbox?limit=30", headers)
            await self._settle()
            row = {"floor": used, "inbox": cpu(self.ground.of_product) - before}
            rows.append(
                row | {f"{name}_ms": now - parts.get(name, 0) for name, now in self._by_part().items()}
            )
        floor.close()
        product.close()
        found = {name: spent * 1_000_000 / self.size.pages for name, spent in _medians(rows[1:]).items()}
        return found | {"ratio": found["inbox"] / found["floor"]}

    async def side_by_side(self, asked: dict[str, tuple[str, str]]) -> dict[str, float]:
        """Milliseconds (median) of requests that take turns: name to path and cookie."""
        http, found = Http(self.ground.port), dict[str, list[float]]()
        for turn in range(self.size.pages * 2):
            for name, (path, cookie) in asked.items():
                began = time.perf_counter()
                await http.ask("GET", path, crowd.as_person(self.ground.port, cookie))
                if turn >= 5:
                    found.setdefault(name, []).append(time.perf_counter() - began)
        http.close()
        return {name: median(times) * 1000 for name, times in found.items()}


def _medians(rows: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(row[name] for row in rows) for name in rows[0]}


async def scale(bench: Bench) -> dict[str, Any]:
    """Short and long, small and large: the same page of each."""
    size, ground = bench.size, bench.ground
    threads = json.loads(ground.fill("long_threads", short=100, long=size.long_thread))
    leads = json.loads(ground.fill("inboxes", small=1000, large=size.large_inbox))
    opened = await bench.side_by_side(
        {
            name: (f"/api/v1/threads/{thread_id}/messages", threads["cookie"])
            for name, thread_id in zip(("short", "long"), threads["threads"], strict=True)
        }
    )
    boxes = await bench.side_by_side(
        {
            name: ("/api/v1/inbox?limit=30", cookie)
            for name, cookie in zip(("small", "large"), leads, strict=True)
        }
    )
    return {
        "thread": opened | {"messages": size.long_thread, "ratio": opened["long"] / opened["short"]},
        "inbox": boxes | {"threads": size.large_inbox, "ratio": boxes["large"] / boxes["small"]},
        "page": await bench.page(leads[0]),
    }


def _room_for_sockets() -> int:
    """Raises the number of files that we and our children may open; returns how many sockets fit."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return (hard - 500) // 2  # this process holds both crowds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", default="chat,idle,scale", help="of: chat, socket, idle, scale, page")
    wanted = parser.parse_args()
    size, parts = SHORT if wanted.short else FULL, set(wanted.only.split(","))
    room, began = _room_for_sockets(), time.monotonic()
    found: dict[str, Any] = {"short": wanted.short}
    with Ground() as ground:
        sessions = -(-max(size.idle) // (100 * idle.A_SESSION)) if "idle" in parts else 1
        bench = Bench(ground, size, read(ground.fill("pairs", count=50, sessions=sessions)))
        if parts & {"chat", "socket"}:
            systems = set(SYSTEMS) if "chat" in parts else {"socket"}
            found["chat"] = asyncio.run(bench.chat(systems))
        if "idle" in parts:
            found["idle"] = [
                asyncio.run(idle.measure(ground, bench.pairs, count, size.idle_seconds))
                for count in size.idle
                if count <= max(room, 500)
            ]
        if "scale" in parts:
            found |= asyncio.run(scale(bench))
        elif "page" in parts:
            cookie, _other = json.loads(ground.fill("inboxes", small=1000, large=10))
            found["page"] = asyncio.run(bench.page(cookie))
    found["machine"] = report.machine()
    found["seconds"] = round(time.monotonic() - began)
    print(report.table(found))
    if not wanted.short and wanted.only == parser.get_default("only"):
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
