"""Celery's doors. Beat calls `seal` each ten seconds, `check` each hour; what comes late finds the rest."""

from celery import shared_task

from portal.audit import chain, verification


@shared_task(name="portal.audit.tasks.seal")
def seal() -> None:
    chain.seal()


@shared_task(name="portal.audit.tasks.check")
def check() -> None:
    verification.run()
