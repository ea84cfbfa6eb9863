"""Celery's door: beat calls `prune` once a day."""

from celery import shared_task

from portal.outbox import pruning


@shared_task(name="portal.outbox.tasks.prune")
def prune() -> None:
    pruning.prune()
