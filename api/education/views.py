"""The library over REST."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.education import serializers as s
from portal.education import actions, selectors

_LANGUAGE = OpenApiParameter("language", str, enum=list(s.LANGUAGES))


class Articles(Endpoint):
    object_type = "article"

    @extend_schema(
        operation_id="articles_list",
        parameters=[
            OpenApiParameter("audience", str, enum=list(selectors.AUDIENCES)),
            OpenApiParameter("stage", str),
            OpenApiParameter("saved", bool),
            _LANGUAGE,
        ],
        responses=s.ArticleRowSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        query = self.query(s.LibraryQuery)
        language = query.pop("language") or self.language
        return answer([s.shape_row(row, language) for row in selectors.articles(self.actor, **query)])


class Article(Endpoint):
    object_type = "article"

    @extend_schema(operation_id="article_get", parameters=[_LANGUAGE], responses=s.ArticleSerializer)
    def get(self, request: Request, article_id: UUID) -> Response:
        language = self.query(s.LanguageQuery)["language"] or self.language
        return answer(s.shape_article(selectors.article(self.actor, article_id=article_id), language))


class Understood(Endpoint):
    """The reader's own "I understand"."""

    object_type = "article"

    @extend_schema(
        operation_id="article_understood", request=s.UnderstoodBody, responses=s.ArticleRowSerializer
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        row = actions.mark_understood(self.actor, article_id=article_id, **self.body(s.UnderstoodBody))
        return answer(s.shape_row(row, self.language))


class Saved(Endpoint):
    object_type = "article"

    @extend_schema(operation_id="article_saved", request=s.SavedBody, responses=s.ArticleRowSerializer)
    def post(self, request: Request, article_id: UUID) -> Response:
        row = actions.save_article(self.actor, article_id=article_id, **self.body(s.SavedBody))
        return answer(s.shape_row(row, self.language))


class Course(Endpoint):
    """The family course with the reader's own progress."""

    object_type = "course"

    @extend_schema(operation_id="course_get", parameters=[_LANGUAGE], responses=s.CourseSerializer)
    def get(self, request: Request) -> Response:
        language = self.query(s.LanguageQuery)["language"] or self.language
        row = selectors.course(self.actor)
        keys = [key for session in row.sessions for key in session["articles"]]
        return answer(
            s.shape_course(
                row,
                language,
                articles=selectors.articles_named(self.actor, keys=keys),
                understood=selectors.understood(self.actor),
                attended=selectors.attended(self.actor),
            )
        )


class Decks(Endpoint):
    """For whoever plans live sessions."""

    object_type = "deck"

    @extend_schema(operation_id="decks_list", responses=s.DeckSerializer(many=True))
    def get(self, request: Request) -> Response:
        return answer([s.shape_deck(row) for row in selectors.decks(self.actor)])
