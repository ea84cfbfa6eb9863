"""Reactions to what moves a thread in the inbox. Each calls one action."""

from portal import outbox
from portal.kernel.actor import Actor
from portal.messaging import actions


def _place(fact: outbox.Fact) -> None:
    if fact.patient_id is not None and not fact.data.get("from_team"):
        actions.place_by_sessions(Actor.system("messaging"), patient_id=fact.patient_id)


for _kind in (
    "messaging.message_sent", "schedule.session_changed", "schedule.week_changed", "schedule.late_reported",
):  # fmt: skip
    outbox.handler(_kind, name=f"messaging.place_after_{_kind.partition('.')[2]}")(_place)
