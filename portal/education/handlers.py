"""Reactions to live sessions."""

from uuid import UUID

from portal import outbox
from portal.education import actions
from portal.kernel.actor import Actor


@outbox.handler("live.place_used", name="education.count_attendance")
def count_attendance(fact: outbox.Fact) -> None:
    actions.count_attendance(
        Actor.system("education.count_attendance"),
        account_id=UUID(fact.data["account_id"]),
        deck_id=UUID(fact.data["deck_id"]),
    )
