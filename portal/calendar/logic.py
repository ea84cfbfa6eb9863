"""The file that a calendar reads (RFC 5545). Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

BACK, AHEAD = timedelta(days=30), timedelta(days=60)
READ_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """One appointment; `sequence` rises with each change. Instants in UTC."""

    booking_id: UUID
    starts_at: datetime
    ends_at: datetime
    sequence: int
    cancelled: bool


def digest(secret: str) -> str:
    """The secret has 256 random bits: a plain hash of it tells nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def file_of(entries: Iterable[Entry], *, title: str, name: str, at: datetime) -> bytes:
    """`title` stands on every appointment: the same neutral word. No place, no people, no address."""
    title, name = _one_line(title), _one_line(name)
    calendar = Calendar()
    calendar.add("prodid", "-//Footbridge//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, title=title, at=at))
    return bytes(calendar.to_ical())


def _event(entry: Entry, *, title: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.booking_id}@footbridge")
    event.add("dtstamp", at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("sequence", entry.sequence)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _one_line(words: str) -> str:
    """A line break would begin a further property of the file, or stop the writing of it."""
    return " ".join(words.split())
