"""Celery's door to the planner."""

from celery import shared_task

from portal.kernel.actor import Actor
from portal.reminders import actions


@shared_task(name="portal.reminders.tasks.plan_upcoming")
def plan_upcoming() -> None:
    actions.plan_upcoming(Actor.system("reminders"))
