"""Articles with their versions, slide decks, the course, and each reader's own marks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from portal.kernel.models import Row


class Article(Row):
    """The id stays over all versions and languages, so that an old link keeps working. `key` is never in one.

    `texts` is the present version: {"en": {"title", "summary", "minutes", "blocks"}, "es": {...}}.
    """

    key = models.CharField(max_length=60, unique=True)
    audience = ArrayField(models.CharField(max_length=8), help_text="patient, family")
    stages = ArrayField(models.CharField(max_length=10), help_text="before, week1, middle, step-down")
    tags = ArrayField(models.CharField(max_length=40), default=list)
    position = models.PositiveIntegerField(default=0)
    texts = models.JSONField()
    sources = models.JSONField(default=list)
    review_by = models.DateField()
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(
        null=True, help_text="No longer in the library; its link still opens."
    )

    class Meta:
        indexes = [models.Index(fields=["position", "key"], name="articles_in_order")]


class ArticleVersion(Row):
    """What an article said, version by version. Never changed."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    texts = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "n"], name="one_text_for_a_version")]


class Deck(Row):
    """Slides for live sessions: [{"title": {"en", "es"}, "lines": {"en": [...], ...}, "caption": {...}}]."""

    key = models.CharField(max_length=60, unique=True)
    title = models.JSONField()
    description = models.JSONField()
    slides = models.JSONField()
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)


class Course(Row):
    """The family course: sessions in order, which name their articles and deck by key."""

    key = models.CharField(max_length=60, unique=True)
    title = models.JSONField()
    description = models.JSONField()
    completion = models.JSONField()
    sessions = models.JSONField()
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)


class ReadMark(Row):
    """What one reader said of an article: understood (which version), saved for later."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="marks")
    understood_at = models.DateTimeField(null=True)
    understood_version = models.PositiveIntegerField(null=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "article"], name="one_mark_of_a_reader")]


class SessionAttended(Row):
    """That a reader was in a live session that showed this deck."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    deck = models.ForeignKey(Deck, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "deck"], name="a_deck_counts_once")]
