"""Doors for Celery. Each calls one action."""

from celery import shared_task

from portal.kernel.actor import Actor
from portal.schedule import actions


@shared_task(name="portal.schedule.tasks.extend")
def extend() -> int:
    return actions.extend_all(Actor.system("schedule"))
