"""Every sentence of ours that leaves the app, in both languages, against what must never leave it.

Golden list: a new sentence, or a changed one, has to be read here by somebody before it can go out.
"""

import re
from datetime import UTC, datetime

import pytest

from portal.kernel import text
from portal.notify.wording import TEMPLATES, words

DENIED = re.compile(
    r"therap|terap|clinic|clínic|program|hospital|mental|health|salud|psych|psiq|psic|group|grupo|"
    r"session|sesión|treat|tratam|patient|paciente|depress|depres|anxi|ansie|suicid|crisis|diagnos|"
    r"symptom|síntoma|score|puntaje|phq|gad|iop|php|medic|pill|pastilla|doctor|nurse|enfermer|famil|goal|meta\b",
    re.IGNORECASE,
)
SENTENCES = {
    "en": {
        "You have a reminder.", "Something in your week changed.", "You have a new message.",
        "You have a note from your team.",
        "Something small is waiting for you.", "Reminder: today {time}.", "Reminder: tomorrow {time}.",
        "There is something new to read.", "{n} new things are waiting.", "One new thing is waiting.",
        "{text} Sign in to see it: {link}",
    },
    "es": {
        "Tienes un recordatorio.", "Algo cambió en tu semana.", "Tienes un mensaje nuevo.",
        "Tienes una nota de tu equipo.",
        "Hay algo pequeño para ti.", "Recordatorio: hoy {time}.", "Recordatorio: mañana {time}.",
        "Hay algo nuevo para leer.", "{n} cosas nuevas te esperan.", "Una cosa nueva te espera.",
        "{text} Entra para verlo: {link}",
    },
}  # fmt: skip
NOON = datetime(2027, 1, 12, 12, tzinfo=UTC)
LEAVES = ("notify.push_", "notify.session_", "notify.body", "accounts.mail.", "app.push_")


def leaving(language: str, *beginnings: str) -> dict[str, str]:
    found = text.catalogue(language)
    return {key: str(value) for key, value in found.items() if key.startswith(beginnings)}


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_notice_and_no_mail_holds_a_word_that_tells(language: str) -> None:
    said = leaving(language, *LEAVES)
    assert len(said) > 10
    assert {key: line for key, line in said.items() if DENIED.search(line)} == {}


@pytest.mark.feature("R3.b")
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_notices_are_these_and_no_others(language: str) -> None:
    assert (
        set(leaving(language, "notify.push_", "notify.session_", "notify.body").values())
        == SENTENCES[language]
    )


@pytest.mark.feature("R3.b")
def test_a_template_that_is_not_listed_has_no_words() -> None:
    assert "phq9_due" not in TEMPLATES
    with pytest.raises(KeyError):
        words("phq9_due", language="en", zone="UTC", about_at=NOON, with_time=True, sender="", link="")


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_subject_of_a_mail_holds_a_name_or_a_number(language: str) -> None:
    subjects = [line for key, line in leaving(language, "accounts.mail.").items() if key.endswith("subject")]
    assert subjects
    assert [line for line in subjects if "{" in line] == []
