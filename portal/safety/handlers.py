"""Reactions to other domains' events: thin doors to actions."""

from portal.kernel.actor import Actor
from portal.outbox import Fact, handler
from portal.safety import actions


@handler("measures.response_completed", name="safety.look_at_score")
def look_at_score(fact: Fact) -> None:
    actions.raise_alert_for_score(Actor.system("safety"), score_id=fact.object_id)
