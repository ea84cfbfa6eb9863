"""Who acts. Every action and selector takes an actor first; nothing below the edge knows a request."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from portal.kernel.errors import NotFound

Kind = Literal["person", "system", "anonymous"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`session` is a keyed hash of the session key, never the key; `name` names a system actor's job."""

    account_id: UUID | None
    kind: Kind
    session: str = ""
    ip: str = ""
    name: str = ""

    @classmethod
    def person(cls, account_id: UUID, *, session: str = "", ip: str = "") -> "Actor":
        return cls(account_id, "person", session, ip)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """A job of the product itself. It may do what its own code does; it still is audited."""
        return cls(None, "system", name=name)

    @classmethod
    def anonymous(cls, *, ip: str = "") -> "Actor":
        return cls(None, "anonymous", ip=ip)

    @property
    def me(self) -> UUID:
        """The person's own account. Nobody, and a job of the product, have none: NotFound."""
        if self.account_id is None:
            raise NotFound
        return self.account_id

    @property
    def is_system(self) -> bool:
        return self.kind == "system"
