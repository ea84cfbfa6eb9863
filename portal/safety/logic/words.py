"""Reading for words of risk: a text in, a level from 0 to 3 out. The rules are data.

The same steps, line by line, are in frontend/src/domains/safety/words.ts, because the phone reads before
anything is sent and without a network; tests/portal/safety/vectors.json holds both to the same answers.
0 means that no rule was met. It is never a sign that somebody is well.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

GAP = (("..",),)
LONGEST_GAP = 3  # words that ".." may stand for
NEGATION_REACH = 5  # words between a negation and what it denies
AFTER_REACH = 2  # words between a sign and a denial that follows it
PERSON_REACH = 8  # words between a person and what is said of them
TYPO_FROM = 6  # letters from which one slip of the finger is forgiven

_WORDS_KEPT = 4096
_PAIRS_KEPT = 16384
_DIGITS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "@": "a", "$": "s"})
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\ufeff'\u2019\u2018`\u00b4\u02bc*]")
_MARKS = re.compile("[\u0300-\u036f]")
_BREAKS = re.compile("[.!?;\n\r¡¿]")
_COMMAS = re.compile("[,:()\u2014\u2013]")
_OTHERS = re.compile("[^a-z0-9,]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_LETTER = re.compile("[a-z]")

Choice = tuple[str, ...]
Phrase = tuple[tuple[Choice, ...], ...]
Span = tuple[int, int]


@dataclass(frozen=True)
class Sign:
    """What a phrase of a group means. `keeps`: that it is said of somebody else lowers nothing. `alone`:
    it does not make a 2 together with another kind."""

    group: str
    level: int
    keeps: bool
    alone: bool


class Book:
    """Phrases, found by their first word: by itself, or by its first letter where it may differ.

    `forgiving`: a slip of the finger in a long word still counts; not for the small words around a sign.
    """

    def __init__(self, phrases: Iterable[Phrase], *, forgiving: bool) -> None:
        self._phrases, self._forgiving = list(phrases), forgiving
        self._exact: dict[str, list[int]] = {}
        self._loose: dict[str, list[tuple[str, int]]] = {}
        for number, phrase in enumerate(self._phrases):
            for first in {choice[0] for choice in phrase[0]}:
                self._exact.setdefault(first, []).append(number)
                if "*" in first or (forgiving and len(first) >= TYPO_FROM):
                    self._loose.setdefault(first[0], []).append((first, number))
        # People use the same words again and again: most of the work is to compare them, so it is kept for
        # the last ones. Words and pairs of them, in memory, of nobody.
        self._beginning = functools.lru_cache(maxsize=_WORDS_KEPT)(self._begin)
        self._beginning_so = functools.lru_cache(maxsize=_PAIRS_KEPT)(self._begin_so)

    def spans(self, words: Sequence[str]) -> list[tuple[int, Span]]:
        """Number and place of each phrase that stands in a sentence."""
        found = []
        for at, (word, following) in enumerate(zip_longest(words, words[1:], fillvalue="")):
            for number in self._beginning_so(word, following):
                end = self._end(self._phrases[number], 0, words, at)
                if end >= 0:
                    found.append((number, (at, end)))
        return found

    def _begin(self, word: str) -> tuple[int, ...]:
        """The numbers of the phrases that a word can begin, in order."""
        heads = set(self._exact.get(word, ()))
        for letter in (word[0], "*"):
            heads.update(n for first, n in self._loose.get(letter, ()) if self._is(first, word))
        return tuple(sorted(heads))

    def _begin_so(self, word: str, following: str) -> tuple[int, ...]:
        """Those of them that can go on with the word that follows."""
        return tuple(n for n in self._beginning(word) if self._goes_on(self._phrases[n], following))

    def _goes_on(self, phrase: Phrase, following: str) -> bool:
        after = phrase[1] if len(phrase) > 1 else GAP
        seconds = [choice[1] for choice in phrase[0] if len(choice) > 1]
        if len(seconds) < len(phrase[0]):  # a choice of one word: the next part follows
            if after == GAP:
                return True
            seconds += [choice[0] for choice in after]
        return following != "" and any(self._is(second, following) for second in seconds)

    def places(self, words: Sequence[str]) -> list[Span]:
        return [span for _, span in self.spans(words)]

    def _end(self, phrase: Phrase, part: int, words: Sequence[str], at: int) -> int:
        """Where the rest of a phrase ends that goes on at `at`; -1: it does not. A gap leaps no comma."""
        if part == len(phrase):
            return at
        if phrase[part] == GAP:
            for after in range(at, min(at + LONGEST_GAP, len(words) - 1) + 1):
                end = self._end(phrase, part + 1, words, after)
                if end >= 0 or words[after] == ",":
                    return end
            return -1
        for choice in phrase[part]:
            after = at + len(choice)
            if after <= len(words) and all(map(self._is, choice, words[at:after])):
                end = self._end(phrase, part + 1, words, after)
                if end >= 0:
                    return end
        return -1

    def _is(self, asked: str, word: str) -> bool:
        if asked.endswith("*"):
            return word.startswith(asked[:-1])
        if asked.startswith("*"):
            return word.endswith(asked[1:])
        return asked == word or (self._forgiving and len(asked) >= TYPO_FROM and _slipped(asked, word))


@dataclass(frozen=True)
class Rules:
    """The rules of one language. `meanings` go with the phrases of `signs`, one by one."""

    signs: Book
    meanings: tuple[Sign, ...]
    not_meant: Book
    denies: Book
    denies_after: Book
    denies_not: Book
    first: Book
    other: Book
    lowered_by: tuple[Book, ...]
    clause_ends: Book


@dataclass(frozen=True)
class Reading:
    """`level`: 0 nothing met, 1 to be looked at, 2 today, 3 now. `groups`: the kinds of signs, sorted."""

    level: int
    groups: tuple[str, ...]


def fold(text: str) -> list[list[str]]:
    """Sentences of words in one form: small letters, no accents or apostrophes, doubled letters as one."""
    text = _HIDDEN.sub("", text).lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()
    found = []
    for sentence in _BREAKS.split(text):
        spaced = _COMMAS.sub(" , ", sentence.replace("@", "a").replace("$", "s"))
        words = [_word(word) for word in _OTHERS.sub(" ", spaced).split()]
        if words:
            found.append(words)
    return found


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _word(word: str) -> str:
    """ "k1lll" is "kil"; a number stays a number."""
    return _DOUBLED.sub(r"\1", word.translate(_DIGITS)) if _LETTER.search(word) else word


def compile_rules(data: Mapping[str, Any]) -> Rules:
    rows = [
        (row, Sign(group["name"], int(level), "third_person_counts" in group, "alone" in group))
        for group in data["groups"]
        for level, phrases in group["levels"].items()
        for row in phrases
    ]
    negation, person = data["negation"], data["third_person"]
    return Rules(
        signs=_book((row for row, _ in rows), forgiving=True),
        meanings=tuple(meaning for _, meaning in rows),
        not_meant=_book(data["not_meant"]["phrases"], forgiving=True),
        denies=_book(negation["before"]),
        denies_after=_book(negation["after"]),
        denies_not=_book(negation["not_a_negation"]),
        first=_book(person["first"]),
        other=_book(person["other"]),
        lowered_by=tuple(_book(kind["phrases"]) for kind in data["lowered_by"]),
        clause_ends=_book([",", *data["clause_ends"]]),
    )


def _book(rows: Iterable[str], *, forgiving: bool = False) -> Book:
    return Book([_phrase(row) for row in rows], forgiving=forgiving)


def _phrase(row: str) -> Phrase:
    """ "a/b+c .." is a or (b c), then a gap."""
    return tuple(tuple(_choice(one) for one in word.split("/")) for word in row.split())


def _choice(words: str) -> Choice:
    return tuple(word if word in ("..", ",") else _asked(word) for word in words.split("+"))


def _asked(word: str) -> str:
    bare = "".join(fold(word)[0])
    return f"*{bare}" if word.startswith("*") else f"{bare}*" if word.endswith("*") else bare


def read(text: str, languages: Sequence[Rules]) -> Reading:
    """The highest sign by the rules of any language. Two kinds of sign at level 1 make a 2."""
    sentences = fold(text)
    levels: dict[str, int] = {}
    adding: set[str] = set()
    for rules in languages:
        for words in sentences:
            for sign, level in _signs(words, rules):
                levels[sign.group] = max(level, levels.get(sign.group, 0))
                if not sign.alone:
                    adding.add(sign.group)
    level = max(levels.values(), default=0)
    return Reading(2 if level == 1 and len(adding) > 1 else level, tuple(sorted(levels)))


def _signs(words: list[str], rules: Rules) -> list[tuple[Sign, int]]:
    found = rules.signs.spans(words)
    if not found:
        return []
    everyday = rules.not_meant.places(words)
    context = _Context(rules, words)
    return [
        (sign, max(1, sign.level - context.steps_down(span, keeps=sign.keeps)))
        for sign, span in ((rules.meanings[number], span) for number, span in found)
        if not any(_within(span, saying) for saying in everyday)
    ]


class _Context:
    """What stands around a sign in its sentence."""

    def __init__(self, rules: Rules, words: list[str]) -> None:
        not_denied = rules.denies_not.places(words)
        self._denied = [
            one for one in rules.denies.places(words) if not any(_within(one, other) for other in not_denied)
        ]
        self._denied_after = rules.denies_after.places(words)
        self._first, self._other = rules.first.places(words), rules.other.places(words)
        self._ends = [end for _, end in rules.clause_ends.places(words)]
        self._always = sum(1 for book in rules.lowered_by if book.places(words))

    def steps_down(self, sign: Span, *, keeps: bool) -> int:
        of_another = not keeps and self._of_another(sign)
        return self._always + int(self._is_denied(sign)) + int(of_another)

    def _is_denied(self, sign: Span) -> bool:
        start, end = sign
        since = max([0, start - NEGATION_REACH, *(at for at in self._ends if at <= start)])
        before = any(since <= at and until <= start for at, until in self._denied)
        return before or any(end <= at <= end + AFTER_REACH for at, _ in self._denied_after)

    def _of_another(self, sign: Span) -> bool:
        """By the words of the sign itself, else by the person named last before it."""
        if any(_within(one, sign) for one in self._first):
            return False
        if any(_within(one, sign) for one in self._other):
            return True
        since, start = sign[0] - PERSON_REACH, sign[0]
        mine = max((end for at, end in self._first if at >= since and end <= start), default=-1)
        theirs = max((end for at, end in self._other if at >= since and end <= start), default=-1)
        return theirs > mine


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _slipped(asked: str, word: str) -> bool:
    """One letter too few or too many inside, or two swapped; the first is right. Another letter in the place
    of one, or another end, is another word ("matarme" and "matarse", "suicida" and "suicidal")."""
    if asked[0] != word[0] or abs(len(asked) - len(word)) > 1:
        return False
    at = 0
    while at < min(len(asked), len(word)) and asked[at] == word[at]:
        at += 1
    if len(asked) == len(word):
        swapped = asked[at : at + 2] == word[at : at + 2][::-1]
        return swapped and asked[at + 2 :] == word[at + 2 :]
    if asked[-1] != word[-1]:
        return False
    return asked[at + 1 :] == word[at:] if len(asked) > len(word) else asked[at:] == word[at + 1 :]
