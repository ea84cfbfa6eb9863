"""The cast on the library: it is open to anyone who is signed in."""

from typing import Any

from portal.education import library
from portal.education.models import Article, Course
from portal.kernel import clock
from tests.cast import Row, everyone
from tests.world import World

TEXT = {"title": "First days", "summary": "Short.", "minutes": 3, "blocks": []}


def article(_world: World) -> dict[str, Any]:
    row = Article.objects.create(
        id=library.id_of("article", "first-days"),
        key="first-days",
        audience=["patient", "family"],
        stages=["week1"],
        texts={"en": TEXT, "es": TEXT},
        review_by="2027-01-01",
        digest="",
        published_at=clock.now(),
    )
    return {"path": {"article_id": row.id}}


def course(_world: World) -> dict[str, Any]:
    words = {"en": "Course", "es": "Curso"}
    Course.objects.create(
        key="family", title=words, description=words, completion=words, sessions=[], digest=""
    )
    return {}


ONE = "/api/v1/articles/{article_id}"
ALL = everyone(status=200)
STAFF = ("therapist", "off_team", "removed", "lead", "other_therapist")
ROWS = [
    Row("GET", "/api/v1/articles", expect=ALL),
    Row("GET", ONE, make=article, expect=ALL),
    Row(
        "POST",
        f"{ONE}/understood",
        make=lambda world: article(world) | {"body": {"understood": True}},
        expect=ALL,
    ),
    Row("POST", f"{ONE}/saved", make=lambda world: article(world) | {"body": {"saved": True}}, expect=ALL),
    Row("GET", "/api/v1/course", make=course, expect=ALL),
    Row("GET", "/api/v1/decks", expect=dict.fromkeys(STAFF, 200)),
]
