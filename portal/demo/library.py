"""The education library, published on the clinic's first day."""

from datetime import timedelta

from portal.demo.cast import SETUP, Cast
from portal.demo.clinic import OPENED_DAYS_AGO
from portal.demo.timeline import Timeline
from portal.education import actions


def tell(cast: Cast, line: Timeline) -> None:
    first = line.present - timedelta(days=OPENED_DAYS_AGO) + timedelta(minutes=5)
    line.at(first, lambda: actions.publish_library(SETUP))
