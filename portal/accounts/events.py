"""What happened to accounts."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Event):
    kind: ClassVar[str] = "accounts.invitation_made"


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """To who invited. `object_id` is the invitation."""

    kind: ClassVar[str] = "accounts.invitation_accepted"


@dataclass(frozen=True, kw_only=True)
class EmailCodeMade(Event):
    kind: ClassVar[str] = "accounts.email_code_made"


@dataclass(frozen=True, kw_only=True)
class NewPasswordAsked(Event):
    kind: ClassVar[str] = "accounts.new_password_asked"


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    """`object_id` is the account: name, pronouns, language or time zone are others now. The flags say which
    of what others see has changed."""

    kind: ClassVar[str] = "accounts.profile_changed"
    name: bool
    pronouns: bool
