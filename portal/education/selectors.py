"""Reads of the library, for anyone who is signed in. They say nothing of a patient and are not audited."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from portal.access import policy
from portal.access.matrix import Permission
from portal.education.models import Article, Course, Deck, ReadMark, SessionAttended
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import selectors as programs

AUDIENCES = ("patient", "family")
_NOBODY = UUID(int=0)


def _articles(actor: Actor) -> "QuerySet[Article]":
    """With the reader's own mark as `mine`."""
    policy.require(actor, Permission.EDUCATION_READ)
    mine = ReadMark.objects.filter(account_id=actor.account_id or _NOBODY)
    return Article.objects.prefetch_related(Prefetch("marks", queryset=mine, to_attr="mine"))


def articles(
    actor: Actor, *, audience: str = "", stage: str = "", saved: bool = False
) -> "QuerySet[Article]":
    """The library, from before the start to the step-down. For anyone signed in."""
    found = _articles(actor).filter(withdrawn_at=None)
    if audience:
        found = found.filter(audience__contains=[audience])
    if stage:
        found = found.filter(stages__contains=[stage])
    if saved:
        found = found.filter(
            Q(marks__saved_at__isnull=False), Q(marks__account_id=actor.account_id or _NOBODY)
        ).distinct()
    return found.order_by("position", "key")


def article(actor: Actor, *, article_id: UUID) -> Article:
    """One article, also one that has left the library: an old link keeps working. Else NotFound."""
    found = _articles(actor).filter(id=article_id).first()
    if found is None:
        raise NotFound
    return found


def articles_named(actor: Actor, *, keys: Iterable[str]) -> dict[str, Article]:
    return {row.key: row for row in _articles(actor).filter(key__in=list(keys))}


def decks(actor: Actor) -> "QuerySet[Deck]":
    """The decks, for whoever hosts or edits somewhere. Else NotFound."""
    if not actor.is_system and not _edits(actor):
        raise NotFound
    return Deck.objects.order_by("key")


def _edits(actor: Actor) -> bool:
    return programs.programs(actor, permission=Permission.EDUCATION_EDIT).exists()


def course(actor: Actor) -> Course:
    """The family course, else NotFound before it is published."""
    policy.require(actor, Permission.EDUCATION_READ)
    found = Course.objects.order_by("key").first()
    if found is None:
        raise NotFound
    return found


def understood(actor: Actor) -> set[UUID]:
    """The articles that the reader has marked as understood."""
    rows = ReadMark.objects.filter(account_id=actor.account_id or _NOBODY, understood_at__isnull=False)
    return set(rows.values_list("article_id", flat=True))


def attended(actor: Actor) -> set[str]:
    """The keys of the decks whose live session the reader was in."""
    rows = SessionAttended.objects.filter(account_id=actor.account_id or _NOBODY)
    return set(rows.values_list("deck__key", flat=True))
