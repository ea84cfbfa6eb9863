"""Celery's doors. Beat calls `scan` each five seconds, `sweep` each hour; due times stand in the table."""

from celery import shared_task

from portal.files import actions, scanning
from portal.kernel.actor import Actor


@shared_task(name="portal.files.tasks.scan")
def scan() -> None:
    scanning.scan_due(Actor.system("files.scan"))


@shared_task(name="portal.files.tasks.sweep")
def sweep() -> None:
    while actions.sweep(Actor.system("files.sweep")):
        pass
