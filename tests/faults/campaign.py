"""`make faults`: messaging under random kills for five minutes, then the checker; then the storm of 2,000.

    python -m tests.faults.campaign [--seconds 300] [--calm 60] [--seed N] [--sockets 2000]

The seed decides who is killed when, who is cut off and what each writer does next; processes and the network
keep their own time, so a seed brings back the plan and not every interleaving. The report goes to
`.data/faults/`, and the exit code is 1 where anything was found.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.checker import check, check_trail
from tests.faults.history import History
from tests.faults.load import Load
from tests.faults.product import REPORTS, Product
from tests.faults.storm import storm

TARGETS = ("web", "web2", "relay", "worker", "valkey", "postgres")
PAUSE = (1.5, 4.5)
DOWN_FOR = (0.1, 2.0)


@dataclass
class Report:
    seed: int
    seconds: float
    kills: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, Any] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def words(self) -> str:
        kills = ", ".join(f"{name} {count}" for name, count in sorted(self.kills.items()))
        rows = [f"seed {self.seed}, {self.seconds:.0f} s, killed and started again: {kills}"]
        rows += [f"  {name}: {value}" for name, value in self.numbers.items()]
        rows += ["HOLDS" if not self.findings else f"{len(self.findings)} FINDINGS", *self.findings[:40]]
        return "\n".join(rows)

    def write(self, folder: Path = REPORTS) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-seed-{self.seed}.json"
        file.write_text(json.dumps(self.__dict__, indent=1), encoding="utf-8")
        return file


def campaign(
    product: Product, *, seed: int, seconds: float, calm: float, say: Callable[[str], None] = lambda _: None
) -> Report:
    """Load, random kills, calm, checker. Call it from the main thread."""
    report = Report(seed, seconds)
    with Load(product, seed=seed, think=(0.4, 1.6), cuts=True, full=True) as load:
        _strike(product, report, seed=seed, seconds=seconds, say=say)
        product.wait_until_ready()
        say("calm")
        try:
            product.wait_until_at_work()
        except AssertionError as idle:
            report.findings.append(f"worker and beat: {idle}")
        history = load.finish(calm=calm)
        report.findings += check(history) + check_trail(history, load.trail())
        report.findings += _left_behind(product)
        report.numbers = _numbers(history, load) | {"ended by themselves": dict(product.died)}
    return report


def _strike(
    product: Product, report: Report, *, seed: int, seconds: float, say: Callable[[str], None]
) -> None:
    rng = random.Random(f"{seed}/kills")
    until = time.monotonic() + seconds
    # Each one is struck as often as the others, in an order that the seed decides.
    plan: list[str] = []
    while time.monotonic() < until or len(report.kills) < len(TARGETS):
        time.sleep(rng.uniform(*PAUSE))
        plan = plan or rng.sample(TARGETS, len(TARGETS))
        product.watch()
        name = plan.pop()
        say(f"kill -9 {name}")
        product.kill(name)
        report.kills[name] += 1
        time.sleep(rng.uniform(*DOWN_FOR))
        product.mend(name)


def _left_behind(product: Product) -> list[str]:
    """What the calm must have cleared: items that nobody numbered, reactions in quarantine, processes."""
    left = product.shell(
        "from portal.outbox.models import Item, Job\n"
        "out = [Item.objects.filter(seq=None).count(), Job.objects.filter(state='dead').count()]"
    )
    found = [
        f"{count} {what}"
        for count, what in zip(left, ("items not told", "dead reactions"), strict=True)
        if count
    ]
    return found + [f"{name} does not run any more" for name in product.names if not product.runs(name)]


def _numbers(history: History, load: Load) -> dict[str, Any]:
    ends = Counter(operation.end for operation in history.operations.values())
    took = {
        what: f"median {load.tally.at(what, 0.5):.2f} s, 95 % {load.tally.at(what, 0.95):.2f} s, "
        f"longest {load.tally.at(what, 1):.2f} s"
        for what in ("command", "POST", "until acknowledged")
    }
    return {
        "messages": len(history.operations),
        "acknowledged": ends["ok"],
        "given up without an answer": ends["info"],
        "reads checked": len(history.reads),
        **dict(sorted(load.tally.counts.items())),
        **took,
    }


def _add_storms(product: Product, report: Report, *, sockets: int) -> None:
    """F14 at its full size: all come back at once, and then spread over five seconds as phones do."""
    for jitter in (0.0, 5.0):
        name = f"{sockets} sockets, back within {jitter:.0f} s of each other"
        try:
            weather = storm(product, sockets=sockets, jitter=jitter)
        except TimeoutError as late:
            report.findings.append(f"{name}: {late}")
            continue
        report.numbers[name] = (
            f"opened in {weather.opened_in:.1f} s, all back in {weather.back_in:.1f} s; meanwhile answers "
            f"{weather.statuses}, at most {weather.most_connections} database connections; "
            f"{weather.grown_mb:+.0f} MB"
        )
        report.findings += [f"{name}: an answer {status}" for status in weather.statuses if status >= 500]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--calm", type=float, default=60)
    parser.add_argument("--sockets", type=int, default=0, help="of the storm afterwards; 0: none")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    print(f"seed {asked.seed}", flush=True)
    product = Product("campaign", webs=2, jobs=True)
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {what}", flush=True)

    try:
        product.start()
        say("ready")
        report = campaign(product, seed=asked.seed, seconds=asked.seconds, calm=asked.calm, say=say)
        if asked.sockets:
            say(f"storm of {asked.sockets} sockets")
            _add_storms(product, report, sockets=asked.sockets)
        if report.findings:
            product.keep_logs(REPORTS / f"logs-{asked.seed}")
    finally:
        product.stop()
    print(report.words())
    print(f"The report: {report.write()}")
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
