"""Pure rules of a consent. The elements and their sources stand in `data/consent.json`."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
LONGEST = timedelta(days=366)
# The scopes that a relative has a screen for. Messages come with the family thread.
OFFERED = ("schedule", "plan")


@cache
def consent_text() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_DATA / "consent.json").read_text(encoding="utf-8"))
    return found


@cache
def scope_texts() -> dict[str, dict[str, Any]]:
    """What each scope shows and hides, by its key; "education" needs no consent."""
    found = json.loads((_DATA / "scopes.json").read_text(encoding="utf-8"))
    return {scope["key"]: scope for scope in found["scopes"]}


def elements(
    *,
    patient: str,
    program: str,
    relative: str,
    scopes: Iterable[str],
    ends_at: datetime,
    signature: str,
    signed_at: datetime,
    language: str,
) -> dict[str, str]:
    """The nine elements of 42 CFR 2.31(a) with their values, in the language that was signed in."""
    statements = consent_text()["statements"]
    shown = sorted(scopes) or ["education"]
    texts = scope_texts()
    return {
        "patient": patient.strip(),
        "discloser": program.strip(),
        "information": " ".join(texts[key]["line"][language] for key in shown),
        "recipient": relative.strip(),
        "purpose": statements["purpose"][language],
        "revocation": statements["revocation"][language],
        "expiry": ends_at.isoformat(),
        "signature": signature.strip(),
        "signed_on": signed_at.isoformat(),
    }


def missing(found: Mapping[str, str]) -> list[str]:
    """The required elements that are absent or empty: a consent with any is not saved."""
    needed = [element["key"] for element in consent_text()["elements"] if element["required"]]
    return [key for key in needed if not found.get(key, "").strip()]


def status_now(status: str, *, ends_at: datetime, now: datetime) -> str:
    """Expired at the stored instant, whether or not the sweep has come by."""
    return "expired" if status in {"invited", "active"} and now >= ends_at else status
