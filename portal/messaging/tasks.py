"""Celery's door to the job that keeps every thread owned."""

from celery import shared_task

from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.programs import selectors as programs


@shared_task(name="portal.messaging.tasks.keep_owned")
def keep_owned() -> None:
    """Each program in a transaction of its own: one that fails holds up no other."""
    actor = Actor.system("messaging")
    for program_id in programs.programs(actor).values_list("id", flat=True):
        actions.check_owners(actor, program_id=program_id)
