"""Doors for Celery. Each calls one action."""

from celery import shared_task

from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.programs import selectors as programs


@shared_task(name="portal.messaging.tasks.place_by_sessions")
def place_by_sessions() -> int:
    """Of every program: at the start of its day, and when a session has begun."""
    return actions.place_by_sessions(Actor.system("messaging"))


@shared_task(name="portal.messaging.tasks.keep_owned")
def keep_owned() -> None:
    """Each program in a transaction of its own: one that fails holds up no other."""
    actor = Actor.system("messaging")
    for program_id in programs.programs(actor).values_list("id", flat=True):
        actions.check_owners(actor, program_id=program_id)
