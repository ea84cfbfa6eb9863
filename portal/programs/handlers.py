"""Reactions to other domains' events: thin doors to actions."""

from portal.kernel.actor import Actor
from portal.outbox import Fact, handler
from portal.programs.actions import patients

SYSTEM = Actor.system("programs")


@handler(
    "accounts.profile_changed",
    name="programs.take_profile",
    when=lambda data: data["name"] or data["pronouns"],
)
def take_profile(fact: Fact) -> None:
    """What the person says of themselves stands above what was written down at admission."""
    patients.take_profile(
        SYSTEM,
        account_id=fact.object_id,
        name=bool(fact.data["name"]),
        pronouns=bool(fact.data["pronouns"]),
    )
