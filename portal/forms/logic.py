"""Pure rules of answers. A missing answer is missing; it never counts as 0."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Answers = Mapping[str, int]


@dataclass(frozen=True)
class Option:
    value: int
    label: Mapping[str, str]


@dataclass(frozen=True)
class Item:
    link_id: str
    text: Mapping[str, str]
    options: tuple[Option, ...]
    scored: bool
    required: bool


@dataclass(frozen=True)
class Band:
    code: str
    low: int
    high: int
    label: Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """One version of a questionnaire; `lead` stands above every question.

    `risk_item` names the item whose answer above 0 brings help, whatever the total.
    """

    name: str
    version: str
    title: Mapping[str, str]
    lead: Mapping[str, str]
    minutes: int
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    risk_item: str | None

    @property
    def most(self) -> int:
        return sum(max(o.value for o in item.options) for item in self.items if item.scored)


def wrong(form: Form, answers: Answers) -> list[str]:
    """The link ids whose answers are not among the options, or that the form does not have."""
    allowed = {item.link_id: {option.value for option in item.options} for item in form.items}
    return sorted(
        link_id
        for link_id, value in answers.items()
        if link_id not in allowed or isinstance(value, bool) or value not in allowed[link_id]
    )


def missing(form: Form, answers: Answers) -> list[str]:
    return [item.link_id for item in form.items if item.required and item.link_id not in answers]


def total(form: Form, answers: Answers) -> int | None:
    """The sum of the scored items; None while one of them is missing."""
    scored = [item.link_id for item in form.items if item.scored]
    if any(link_id not in answers for link_id in scored):
        return None
    return sum(answers[link_id] for link_id in scored)


def band(bands: Sequence[Band], score: int) -> str:
    """The band's code. Bounds belong to their band: PHQ-9 4 is minimal, 5 is mild."""
    for one in bands:
        if one.low <= score <= one.high:
            return one.code
    raise ValueError(f"No band holds {score}.")
