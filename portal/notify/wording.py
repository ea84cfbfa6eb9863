"""The only sentences that leave the app. A template that is not listed here cannot be sent.

A notice says at most a neutral word and, for a person who asked for times, the time of day.
"""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_time

from portal.kernel import clock, text
from portal.notify import logic

TEMPLATES = frozenset({"session", "session_changed", "message", "mention", "task", "education", "digest"})


@dataclass(frozen=True)
class Words:
    """`key` is the catalogue key that a push carries: the phone itself holds the sentence."""

    key: str
    subject: str
    text: str
    n: int = 0
    """The one number that a sentence may hold: of how many things a digest speaks."""


def words(
    template: str,
    *,
    language: str,
    zone: str,
    about_at: datetime,
    with_time: bool,
    sender: str,
    link: str,
    n: int = 0,
) -> Words:
    """The sentence of a template in the person's language and zone. Raises KeyError for an unlisted one."""
    if template not in TEMPLATES:
        raise KeyError(template)
    pushed = "notify.push_digest_one" if (template, n) == ("digest", 1) else f"notify.push_{template}"
    key, params = pushed, {"n": str(n)} if template == "digest" else {}
    if template == "session" and with_time:
        day = logic.day_word(about_at, clock.now(), zone)
        key = f"notify.session_{day}"
        time = format_time(clock.local(about_at, zone), "short", locale=language)
        params = {"time": time.replace("\u202f", " ")}  # else the whole text would count double as an SMS
    said = text.t(key, language, **params)
    return Words(pushed, sender, text.t("notify.body", language, text=said, link=link), n)
