"""What happened to consents. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RelativeInvited(Event):
    kind: ClassVar[str] = "family.relative_invited"


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Event):
    """Accepted, narrowed, widened, withdrawn or expired: to the patient and the team."""

    kind: ClassVar[str] = "family.consent_changed"


@dataclass(frozen=True, kw_only=True)
class SharingChanged(Event):
    """To a relative: what is shared is different now. Names no patient; `object_id` is the account."""

    kind: ClassVar[str] = "family.sharing_changed"
