"""Celery's door: the beat ticks, the tables say what is due."""

from celery import shared_task

from portal.kernel.actor import Actor
from portal.notify import sending


@shared_task(name="portal.notify.tasks.send_due")
def send_due() -> None:
    """One wake for all that is due: takes one, sends it, and goes on while there is more."""
    actor = Actor.system("notify")
    while due := sending.claim_due(actor, most=1):
        for notice_id in due:
            sending.send_one(notice_id)
