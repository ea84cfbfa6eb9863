"""The shapes of the library. An article comes in one language; where it has none in it, in English."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers

from api.base import StrictSerializer
from portal.education import selectors

LANGUAGES = ("en", "es")


class ArticleRowSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    summary = serializers.CharField()
    minutes = serializers.IntegerField()
    language = serializers.ChoiceField(choices=LANGUAGES)
    audience = serializers.ListField(child=serializers.ChoiceField(choices=selectors.AUDIENCES))
    stages = serializers.ListField(child=serializers.CharField())
    tags = serializers.ListField(child=serializers.CharField())
    understood = serializers.BooleanField()
    saved = serializers.BooleanField()


class BlockSerializer(serializers.Serializer[Any]):
    """A list has `items`, everything else `text`."""

    type = serializers.ChoiceField(choices=("heading", "paragraph", "list"))
    text = serializers.CharField(allow_blank=True)
    items = serializers.ListField(child=serializers.CharField())


class ArticleSerializer(ArticleRowSerializer):
    version = serializers.IntegerField()
    blocks = BlockSerializer(many=True)
    sources = serializers.ListField(child=serializers.CharField())
    review_by = serializers.DateField()
    published_at = serializers.DateTimeField()


class LibraryWordsSerializer(serializers.Serializer[Any]):
    en = serializers.CharField()
    es = serializers.CharField()


class CourseSessionSerializer(serializers.Serializer[Any]):
    """`small_step` is one thing to try in the week."""

    n = serializers.IntegerField()
    title = LibraryWordsSerializer()
    aim = LibraryWordsSerializer()
    small_step = LibraryWordsSerializer()
    minutes = serializers.IntegerField()
    articles = ArticleRowSerializer(many=True)
    attended = serializers.BooleanField(help_text="Was in the live session of it.")
    done = serializers.BooleanField()


class CourseSerializer(serializers.Serializer[Any]):
    title = LibraryWordsSerializer()
    description = LibraryWordsSerializer()
    completion = LibraryWordsSerializer()
    sessions = CourseSessionSerializer(many=True)
    done = serializers.IntegerField(help_text="How many.")


class DeckSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = LibraryWordsSerializer()
    slides = serializers.IntegerField(help_text="How many.")


class LibraryQuery(StrictSerializer):
    audience = serializers.ChoiceField(choices=selectors.AUDIENCES, required=False, default="")
    stage = serializers.RegexField(r"^[a-z0-9-]{1,20}$", required=False, default="")
    saved = serializers.BooleanField(required=False, default=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="")


class LanguageQuery(StrictSerializer):
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="")


class UnderstoodBody(StrictSerializer):
    understood = serializers.BooleanField()


class SavedBody(StrictSerializer):
    saved = serializers.BooleanField()


def shape_row(row: Any, language: str) -> dict[str, Any]:
    """`row` comes from the selectors, which add the reader's own mark as `mine`."""
    spoken = language if language in row.texts else "en"
    text = row.texts[spoken]
    mark = row.mine[0] if row.mine else None
    return {
        "id": row.id,
        "title": text["title"],
        "summary": text["summary"],
        "minutes": text["minutes"],
        "language": spoken,
        "audience": list(row.audience),
        "stages": list(row.stages),
        "tags": list(row.tags),
        "understood": bool(mark and mark.understood_at),
        "saved": bool(mark and mark.saved_at),
    }


def shape_article(row: Any, language: str) -> dict[str, Any]:
    spoken = language if language in row.texts else "en"
    return shape_row(row, language) | {
        "version": row.version,
        "blocks": row.texts[spoken]["blocks"],
        "sources": row.sources,
        "review_by": row.review_by,
        "published_at": row.published_at,
    }


def shape_course(
    row: Any,
    language: str,
    *,
    articles: Mapping[str, Any],
    understood: Collection[UUID],
    attended: Collection[str],
) -> dict[str, Any]:
    """A session is done when all its articles are understood, or its live session was attended."""
    sessions = []
    for n, each in enumerate(row.sessions, start=1):
        found = [articles[key] for key in each["articles"] if key in articles]
        was_there = each["deck"] in attended
        read = bool(found) and all(article.id in understood for article in found)
        rows = [shape_row(article, language) for article in found]
        sessions.append(
            {
                "n": n,
                "title": each["title"],
                "aim": each["aim"],
                "small_step": each["try"],
                "minutes": sum(article["minutes"] for article in rows),
                "articles": rows,
                "attended": was_there,
                "done": read or was_there,
            }
        )
    plain = {"title": row.title, "description": row.description, "completion": row.completion}
    return plain | {"sessions": sessions, "done": sum(each["done"] for each in sessions)}


def shape_deck(row: Any) -> dict[str, Any]:
    return {"id": row.id, "title": row.title, "slides": len(row.slides)}
