"""Celery's door to the escalation clock."""

from celery import shared_task

from portal.kernel.actor import Actor
from portal.safety import actions, selectors


@shared_task(name="portal.safety.tasks.pass_on")
def pass_on() -> None:
    """Each alert in a transaction of its own: one that fails holds up no other."""
    actor = Actor.system("safety")
    for alert_id in selectors.overdue(actor):
        actions.pass_on_alert(actor, alert_id=alert_id)
