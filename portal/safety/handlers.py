"""Reactions to other domains' events: thin doors to actions."""

from collections.abc import Sequence

from portal.kernel.actor import Actor
from portal.messaging import actions as messaging
from portal.outbox import Fact, batch_handler, handler
from portal.safety import actions, selectors

SYSTEM = Actor.system("safety")


@handler("measures.response_completed", name="safety.look_at_score")
def look_at_score(fact: Fact) -> None:
    actions.raise_alert_for_score(SYSTEM, score_id=fact.object_id)


@batch_handler(
    "messaging.message_sent",
    "messaging.message_edited",
    name="safety.read_messages",
    when=lambda data: not data["from_team"],
)
def read_messages(facts: Sequence[Fact]) -> None:
    for message_id in selectors.messages_with_signs(SYSTEM, message_ids=[fact.object_id for fact in facts]):
        actions.raise_alert_for_words(SYSTEM, source="message", source_id=message_id)


@handler("careplan.change_asked", name="safety.read_request")
def read_request(fact: Fact) -> None:
    actions.raise_alert_for_words(SYSTEM, source="change_request", source_id=fact.object_id)


@handler("schedule.late_reported", name="safety.read_reason")
def read_reason(fact: Fact) -> None:
    actions.raise_alert_for_words(SYSTEM, source="booking", source_id=fact.object_id)


@handler("practice.entry_logged", name="safety.read_practice")
def read_practice(fact: Fact) -> None:
    actions.raise_alert_for_words(SYSTEM, source="practice_entry", source_id=fact.object_id)


@batch_handler("checkins.saved", name="safety.read_checkins", when=lambda data: data["new_words"])
def read_checkins(facts: Sequence[Fact]) -> None:
    for checkin_id in selectors.checkins_with_signs(SYSTEM, checkin_ids=[fact.object_id for fact in facts]):
        actions.raise_alert_for_words(SYSTEM, source="check_in", source_id=checkin_id)


@handler("safety.alert_raised", "safety.alert_acknowledged", name="safety.rank_threads")
@handler("messaging.message_sent", name="safety.rank_new_thread", when=lambda data: bool(data["opens"]))
def rank_threads(fact: Fact) -> None:
    """Also where a message opened a thread, while an alert may be open. What it reads may be older than a
    change beside it; that change brings its own event."""
    if fact.patient_id is None:
        return
    ranks = selectors.ranks(SYSTEM, patient_id=fact.patient_id)
    messaging.rank_threads(
        SYSTEM, patient_id=fact.patient_id, everywhere=ranks.everywhere, by_thread=ranks.by_thread
    )
