"""What happened to alerts."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AlertRaised(Event):
    kind: ClassVar[str] = "safety.alert_raised"


@dataclass(frozen=True, kw_only=True)
class AlertAcknowledged(Event):
    kind: ClassVar[str] = "safety.alert_acknowledged"


@dataclass(frozen=True, kw_only=True)
class AlertPassedOn(Event):
    kind: ClassVar[str] = "safety.alert_passed_on"
