"""Publishing the library and a reader's own marks."""

from pathlib import Path

import pytest

from portal.education import actions, library, selectors
from portal.education.models import Article, ArticleVersion, Deck
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from tests.portal.education import objects
from tests.portal.live import objects as live
from tests.world import World, account, build

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Actor.system("education")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(library, "DATA", tmp_path)
    objects.write(tmp_path, objects.article("sleep"), objects.article("walks", audience=["patient"]))
    return tmp_path


@pytest.fixture
def reader(transactional_db: None) -> Actor:
    return Actor.person(account("reader").id)


def test_publishing_again_changes_nothing(folder: Path) -> None:
    assert actions.publish_library(SYSTEM) == 2
    before = list(Article.objects.order_by("key").values())
    assert actions.publish_library(SYSTEM) == 0
    assert list(Article.objects.order_by("key").values()) == before
    assert ArticleVersion.objects.count() == 2


def test_the_library_that_ships_is_published_whole_in_both_languages(reader: Actor) -> None:
    assert actions.publish_library(SYSTEM) > 10
    assert actions.publish_library(SYSTEM) == 0
    for audience in selectors.AUDIENCES:
        rows = list(selectors.articles(reader, audience=audience))
        assert rows and all(set(row.texts) == {"en", "es"} for row in rows)
    course = selectors.course(reader)
    named = [key for session in course.sessions for key in session["articles"]]
    assert set(selectors.articles_named(reader, keys=named)) == set(named)
    decks = {session["deck"] for session in course.sessions} - {""}
    assert decks <= set(Deck.objects.values_list("key", flat=True))


def test_only_the_system_publishes(folder: Path, reader: Actor) -> None:
    with pytest.raises(NotFound):
        actions.publish_library(reader)


@pytest.mark.feature("E4.c")
def test_an_old_link_keeps_working_over_versions_and_after_the_article_left(
    folder: Path, reader: Actor
) -> None:
    actions.publish_library(SYSTEM)
    link = objects.article_id("sleep")
    objects.write(folder, objects.article("sleep", en=objects.titled("Sleep again")))
    actions.publish_library(SYSTEM)
    newer = selectors.article(reader, article_id=link)
    assert (newer.version, newer.texts["en"]["title"]) == (2, "Sleep again")
    kept = ArticleVersion.objects.filter(article_id=link).order_by("n")
    assert [each.texts["en"]["title"] for each in kept] == ["On sleep", "Sleep again"]
    objects.write(folder, objects.article("other"))
    actions.publish_library(SYSTEM)
    assert [each.key for each in selectors.articles(reader)] == ["other"]
    assert selectors.article(reader, article_id=link).texts["en"]["title"] == "Sleep again"


def test_the_library_is_offered_by_audience(folder: Path, reader: Actor) -> None:
    objects.write(
        folder,
        objects.article("sleep"),
        objects.article("walks", audience=["patient"]),
        objects.article("both", audience=["patient", "family"]),
    )
    actions.publish_library(SYSTEM)
    assert {each.key for each in selectors.articles(reader, audience="family")} == {"both", "sleep"}
    assert {each.key for each in selectors.articles(reader, audience="patient")} == {"both", "walks"}


def test_a_faulty_library_is_not_published_at_all(folder: Path, reader: Actor) -> None:
    actions.publish_library(SYSTEM)
    broken = objects.article("new")
    del broken["review_by"]
    objects.write(folder, objects.article("sleep", en=objects.titled("Other")), broken)
    with pytest.raises(KeyError):
        actions.publish_library(SYSTEM)
    assert selectors.article(reader, article_id=objects.article_id("sleep")).version == 1


def test_marks_are_the_readers_own(folder: Path, reader: Actor) -> None:
    actions.publish_library(SYSTEM)
    link, other = objects.article_id("sleep"), Actor.person(account("other").id)
    for _again in range(2):
        actions.mark_understood(reader, article_id=link, understood=True)
        actions.save_article(reader, article_id=link, saved=True)
    assert [each.key for each in selectors.articles(reader, saved=True)] == ["sleep"]
    assert list(selectors.articles(other, saved=True)) == []
    assert selectors.understood(other) == set()
    actions.mark_understood(reader, article_id=link, understood=False)
    assert selectors.understood(reader) == set()


@pytest.mark.feature("L6.a")
def test_being_in_a_live_session_counts_toward_the_readers_course(world: World) -> None:
    from portal.live import actions as rooms
    from portal.outbox import jobs

    row = live.opened(world, "relative_none")
    rooms.leave(world.actor("relative_none"), session_id=row.id)
    while jobs.run_due():
        pass
    assert selectors.attended(world.actor("relative_none")) == {"listening"}
    assert selectors.attended(world.actor("relative")) == set()


@pytest.fixture
def world() -> World:
    return build()
