"""Celery's doors. Beat calls `expire` every minute; access ends at the stored instant without it."""

from celery import shared_task

from portal.family import actions
from portal.kernel.actor import Actor


@shared_task(name="portal.family.tasks.expire")
def expire() -> None:
    actions.expire_consents(Actor.system("family.expire"))
