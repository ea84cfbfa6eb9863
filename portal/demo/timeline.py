"""The demo's past, told in order: each step runs by the product's own action with the clock at its instant.

So every row, audit entry and promise carries the time that it would have had, and nothing is backdated by
hand. Days are offsets to today in a zone, walls are local times; minutes count from the real present. A step
may add others: a session that was made is marked when it has ended.
"""

import heapq
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.kernel import clock

Step = Callable[[], object]


class Timeline:
    def __init__(self, present: datetime) -> None:
        self.present = present
        self._steps: list[tuple[datetime, int, Step]] = []
        self._told = 0

    def today(self, zone: str) -> date:
        return self.present.astimezone(ZoneInfo(zone)).date()

    def day(self, offset: int, zone: str) -> date:
        return self.today(zone) + timedelta(days=offset)

    def wall(self, offset: int, at: str, zone: str) -> datetime:
        """A local wall time ("15:20") on a day."""
        hours, minutes = at.split(":")
        return datetime.combine(self.day(offset, zone), time(int(hours), int(minutes)), ZoneInfo(zone))

    def weekday(self, offset: int, zone: str) -> int:
        return self.day(offset, zone).weekday()

    def working_day(self, offset: int, zone: str) -> int:
        """The same offset, or that of the Monday after a weekend."""
        weekday = self.weekday(offset, zone)
        return offset + 7 - weekday if weekday > 4 else offset

    def ago(self, minutes: float) -> datetime:
        return self.present - timedelta(minutes=minutes)

    def when(self, row: Mapping[str, Any], zone: str) -> datetime:
        """The instant of a row of the data files: `minutes_ago`, or `day` and `at`."""
        if "minutes_ago" in row:
            return self.ago(row["minutes_ago"])
        return self.wall(row["day"], row["at"], zone)

    def at(self, instant: datetime, step: Step) -> None:
        """Nothing of the demo's past lies in the future: such a step runs now, as the last."""
        heapq.heappush(self._steps, (min(instant, self.present), self._told, step))
        self._told += 1

    def run(
        self,
        *,
        said: Callable[[int, int], None] = lambda _done, _all: None,
        after: Step = lambda: None,
    ) -> int:
        """Runs every step in the order of time; same instants in the order in which they were added.

        `after` runs behind each step, at its instant: the work of the relay.
        """
        done = 0
        try:
            while self._steps:
                instant, _order, step = heapq.heappop(self._steps)
                clock.set_fixed(instant)
                step()
                after()
                done += 1
                said(done, self._told)
        finally:
            clock.set_fixed(None)
        return done
