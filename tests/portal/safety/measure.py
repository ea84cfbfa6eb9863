"""How well the rules for risk words do on our own sentences: `make measure-risk-words`.

`sentences/a.*.json` were written together with the rules, `b` and `c` after the rules stood. Prints
the rates by set and language (`--markdown`: as in docs/risk-words.md); `--misses` lists what is read
otherwise than expected; `--write` writes `vectors.json`, the answers that the phone must give too.
"""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.safety import risk_words

HERE = Path(__file__).parent
VECTORS = HERE / "vectors.json"


@dataclass(frozen=True)
class Sentence:
    set: str
    language: str
    text: str
    expected: int
    read: int


def sentences() -> list[Sentence]:
    found = []
    for file in sorted((HERE / "sentences").glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        for expected, text in data["sentences"]:
            level = risk_words.read(text).level
            found.append(Sentence(data["set"], data["language"], text, expected, level))
    return found


@dataclass(frozen=True)
class Rates:
    """`hit`: of sentences with a sign, those in which one is found. `help_hit`: of those that should bring
    help before sending (2 and 3), those that do. `false_alarm`: of those without a sign, those in which one
    is found. `help_false`: of those below 2, those that bring help. `exact`: the very level."""

    count: int
    hit: float
    help_hit: float
    urgent_hit: float
    false_alarm: float
    help_false: float
    exact: float


def rates(rows: Iterable[Sentence]) -> Rates:
    rows = list(rows)

    def share(of: Callable[[Sentence], bool], good: Callable[[Sentence], bool]) -> float:
        asked = [row for row in rows if of(row)]
        return sum(map(good, asked)) / len(asked) if asked else 0.0

    return Rates(
        count=len(rows),
        hit=share(lambda r: r.expected > 0, lambda r: r.read > 0),
        help_hit=share(lambda r: r.expected > 1, lambda r: r.read > 1),
        urgent_hit=share(lambda r: r.expected == 3, lambda r: r.read == 3),
        false_alarm=share(lambda r: r.expected == 0, lambda r: r.read > 0),
        help_false=share(lambda r: r.expected < 2, lambda r: r.read > 1),
        exact=share(lambda _: True, lambda r: r.expected == r.read),
    )


_LANGUAGES = {"en": "English", "es": "Spanish", "both": "both"}


def measured(rows: list[Sentence]) -> list[tuple[str, str, Rates]]:
    """Set, language, rates: each set in each language, then in both."""
    return [
        (name, language, rates(row for row in rows if row.set == name and language in (row.language, "both")))
        for name in sorted({row.set for row in rows})
        for language in _LANGUAGES
    ]


def table(rows: list[Sentence]) -> str:
    lines = ["set language     n    hit    help  urgent  false alarm  help for less  exact level"]
    for name, language, r in measured(rows):
        lines.append(
            f"{name:<3} {language:<8} {r.count:>5} {r.hit:>6.1%} {r.help_hit:>7.1%} {r.urgent_hit:>7.1%} "
            f"{r.false_alarm:>12.1%} {r.help_false:>14.1%} {r.exact:>12.1%}"
        )
    return "\n".join(lines)


def markdown(rows: list[Sentence]) -> str:
    """The same as lines of the table in docs/risk-words.md."""
    return "\n".join(
        f"| {name} | {_LANGUAGES[language]} | {r.count} | "
        + " | ".join(
            f"{value:.1%}".replace("%", " %")
            for value in (r.hit, r.help_hit, r.urgent_hit, r.false_alarm, r.help_false, r.exact)
        )
        + " |"
        for name, language, r in measured(rows)
    )


def vectors(rows: list[Sentence]) -> str:
    lines = ",\n".join(f"  {json.dumps([row.read, row.text], ensure_ascii=False)}" for row in rows)
    return f"[\n{lines}\n]\n"


def main(arguments: list[str]) -> None:
    rows = sentences()
    print(markdown(rows) if "--markdown" in arguments else table(rows))
    if "--misses" in arguments:
        for row in rows:
            if row.expected != row.read:
                print(f"{row.set} {row.language} expected {row.expected}, read {row.read}: {row.text}")
    if "--write" in arguments:
        VECTORS.write_text(vectors(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
