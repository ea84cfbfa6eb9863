"""Doors for Celery. Each calls one action."""

from celery import shared_task

from portal.kernel.actor import Actor
from portal.messaging import actions


@shared_task(name="portal.messaging.tasks.place_by_sessions")
def place_by_sessions() -> int:
    """Of every program: at the start of its day, and when a session has begun."""
    return actions.place_by_sessions(Actor.system("messaging"))
