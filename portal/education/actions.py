"""Publishing the library, and a reader's own marks."""

from typing import Any
from uuid import UUID

from portal import audit
from portal.education import library, selectors
from portal.education.events import MarkChanged
from portal.education.models import Article, ArticleVersion, Course, Deck, ReadMark, SessionAttended
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.outbox import publish


@action
def publish_library(actor: Actor) -> int:
    """Brings articles, decks and the course to what `data/` holds. Allowed: the system.

    Runs again at any time: what did not change is left alone, what changed becomes the next version under
    the same id, what is gone leaves the lists and keeps its link. Returns how many rows it wrote.
    """
    if not actor.is_system:
        raise NotFound
    found = library.read()
    written = sum(_publish_article(item) for item in found.articles)
    keys = [item["key"] for item in found.articles]
    gone = Article.objects.filter(withdrawn_at=None).exclude(key__in=keys)
    written += gone.update(withdrawn_at=clock.now())
    written += sum(_publish_plain(Deck, item) for item in found.decks)
    written += sum(_publish_plain(Course, item) for item in found.courses)
    if written:
        audit.record(actor, "education.publish_library", object_type="library", count=written)
    return written


@action
def mark_understood(actor: Actor, *, article_id: UUID, understood: bool) -> Article:
    """The reader says, or takes back, that an article was understood. Allowed: anyone signed in."""
    mark = _mark(actor, article_id)
    if (mark.understood_at is not None) != understood:
        mark.understood_at = clock.now() if understood else None
        mark.understood_version = mark.article.version if understood else None
        mark.save(update_fields=["understood_at", "understood_version"])
        _tell(mark)
    return selectors.article(actor, article_id=article_id)


@action
def save_article(actor: Actor, *, article_id: UUID, saved: bool) -> Article:
    """Keeps an article for later, or not any more. Allowed: anyone signed in. Publishes MarkChanged."""
    mark = _mark(actor, article_id)
    if (mark.saved_at is not None) != saved:
        mark.saved_at = clock.now() if saved else None
        mark.save(update_fields=["saved_at"])
        _tell(mark)
    return selectors.article(actor, article_id=article_id)


@action
def count_attendance(actor: Actor, *, account_id: UUID, deck_id: UUID) -> None:
    """A reader was in a live session with this deck: it counts toward the course. Allowed: the system."""
    if not actor.is_system:
        raise NotFound
    row = SessionAttended(account_id=account_id, deck_id=deck_id, at=clock.now())
    SessionAttended.objects.bulk_create([row], ignore_conflicts=True)


def _mark(actor: Actor, article_id: UUID) -> ReadMark:
    article = selectors.article(actor, article_id=article_id)
    if actor.account_id is None:
        raise NotFound
    fresh = ReadMark(account_id=actor.account_id, article=article)
    ReadMark.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = ReadMark.objects.select_for_update(of=("self",)).select_related("article")
    return rows.get(account_id=actor.account_id, article_id=article_id)


def _tell(mark: ReadMark) -> None:
    publish(MarkChanged(object_id=mark.article_id), recipients=[mark.account_id])


def _publish_article(item: dict[str, Any]) -> int:
    row = Article.objects.select_for_update().filter(key=item["key"]).first()
    if row is not None and row.digest == item["digest"] and row.withdrawn_at is None:
        return 0
    now = clock.now()
    if row is None:
        row = Article(id=library.id_of("article", item["key"]), key=item["key"], version=0)
    reworded = row.version == 0 or row.texts != item["texts"]
    for name, value in item.items():
        setattr(row, name, value)
    row.withdrawn_at = None
    if reworded:
        row.version, row.published_at = row.version + 1, now
    row.save()
    if reworded:
        ArticleVersion.objects.create(article=row, n=row.version, texts=row.texts, published_at=now)
    return 1


def _publish_plain(model: type[Deck] | type[Course], item: dict[str, Any]) -> int:
    row = model.objects.select_for_update().filter(key=item["key"]).first()
    if row is not None and row.digest == item["digest"]:
        return 0
    if row is None:
        row = model(id=library.id_of(model.__name__.lower(), item["key"]), key=item["key"], version=0)
    for name, value in item.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return 1
