"""Plan, goals, interventions, ratings, the patient's asks, the story of changes, signs of the next step."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow

GOAL_STATES = ("active", "reached", "set_aside")
WHO = ("patient", "team")
BY = ("self", "team")


class CarePlan(PatientRow):
    """One open plan for a patient. `version` counts every change of anything in it."""

    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    next_level = models.CharField(max_length=5, blank=True, default="", help_text="A level of care.")
    next_around = models.DateField(null=True, help_text="The expected day of the next step.")
    review_at = models.DateTimeField(null=True)
    review_with = ArrayField(models.UUIDField(), default=list, help_text="Staff of the program.")
    seen_version = models.PositiveIntegerField(default=0, help_text="What the patient last looked at.")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(ended_at__isnull=True), name="one_open_plan"
            )
        ]


class Sign(PatientRow):
    """One sign by which patient and team see that the next step fits: words, and whether it is there."""

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="signs")
    position = models.PositiveSmallIntegerField()
    text = SealedText()
    met = models.BooleanField(default=False)


class Goal(PatientRow):
    """`clinical_*` is the team's wording; the rest is what the patient reads. `why` is in their own words."""

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="goals")
    position = models.PositiveSmallIntegerField()
    clinical_problem = SealedText()
    clinical_goal = SealedText()
    clinical_objective = SealedText()
    title = SealedText()
    why = SealedText()
    problem = SealedText()
    objective = SealedText()
    target_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in GOAL_STATES], default="active")
    version = models.PositiveIntegerField(default=1)


class Intervention(PatientRow):
    """What I do, what we do: who does what by when. `when` is words ("every day"), `due_on` a day."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="interventions")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=8, choices=[(w, w) for w in WHO])
    text = SealedText()
    clinical = SealedText()
    when = SealedText()
    due_on = models.DateField(null=True)


class Rating(PatientRow):
    """How a goal goes, 0 to 10, once a week (`week_on` is its first day) from each side."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    by = models.CharField(max_length=4, choices=[(b, b) for b in BY])
    value = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    week_on = models.DateField()
    rated_by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "by", "week_on"], name="one_rating_a_week"),
            models.CheckConstraint(name="rating_to_ten", condition=Q(value__lte=10)),
        ]


class ChangeRequest(PatientRow):
    """A patient's ask for a change of one goal. Open until the team answers it."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="asks")
    text = SealedText()
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)


class Change(PatientRow):
    """One line of the change story. `before` is a sealed copy of the goal or plan as it stood."""

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="changes")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="The plan's version that this change made.")
    what = SealedText()
    why = SealedText()
    before = SealedText(null=True)
    by_name = models.CharField(max_length=120)
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_story_a_version")]
