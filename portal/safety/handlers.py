"""Reactions to other domains' events: thin doors to actions."""

from portal.kernel.actor import Actor
from portal.messaging import actions as messaging
from portal.outbox import Fact, handler
from portal.safety import actions, selectors

SYSTEM = Actor.system("safety")


@handler("measures.response_completed", name="safety.look_at_score")
def look_at_score(fact: Fact) -> None:
    actions.raise_alert_for_score(SYSTEM, score_id=fact.object_id)


@handler("messaging.message_sent", "messaging.message_edited", name="safety.read_message")
def read_message(fact: Fact) -> None:
    if not fact.data.get("from_team"):
        actions.raise_alert_for_words(SYSTEM, source="message", source_id=fact.object_id)


@handler("careplan.change_asked", name="safety.read_request")
def read_request(fact: Fact) -> None:
    actions.raise_alert_for_words(SYSTEM, source="change_request", source_id=fact.object_id)


@handler("schedule.late_reported", name="safety.read_reason")
def read_reason(fact: Fact) -> None:
    actions.raise_alert_for_words(SYSTEM, source="booking", source_id=fact.object_id)


@handler(
    "safety.alert_raised", "safety.alert_acknowledged", "messaging.message_sent", name="safety.rank_threads"
)
def rank_threads(fact: Fact) -> None:
    """Also after a message: it may have opened a thread while an alert is open. What it reads may be older
    than a change beside it; that change brings its own event."""
    if fact.patient_id is None:
        return
    ranks = selectors.ranks(SYSTEM, patient_id=fact.patient_id)
    messaging.rank_threads(
        SYSTEM, patient_id=fact.patient_id, everywhere=ranks.everywhere, by_thread=ranks.by_thread
    )
