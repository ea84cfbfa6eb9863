"""Series, sessions, bookings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow, Row

KINDS = ("group", "individual", "psychiatry", "family")
SESSION_STATES = ("planned", "moved", "cancelled")
ATTENDANCE = ("planned", "here", "late", "left_early", "excused", "absent")
SAYS = ("", "late", "cant_come")


class Series(Row):
    """A pattern: these weekdays at this time on the wall of this zone, from a day until another.

    With `patient`, the sessions are that person's alone; else they are for the patients of `track` whose
    enrolment has the weekday and, where `levels` names any, the level of care.
    """

    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="+")
    track = models.ForeignKey("programs.Track", null=True, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey("programs.Patient", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in KINDS])
    title = models.JSONField(help_text="By language: what patients read.")
    leader = models.ForeignKey("programs.Staff", on_delete=models.PROTECT, related_name="+")
    place = models.JSONField(default=dict, help_text="By language; empty when online.")
    online = models.BooleanField(default=False)
    link = models.URLField(max_length=300, blank=True, default="")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), help_text="0 = Monday")
    levels = ArrayField(models.CharField(max_length=5), default=list)
    wall_time = models.TimeField(help_text="On the wall of `timezone`.")
    minutes = models.PositiveSmallIntegerField()
    timezone = models.CharField(max_length=64)
    starts_on = models.DateField()
    until = models.DateField(null=True, help_text="The last day that can have a session.")

    class Meta:
        indexes = [models.Index(fields=["program", "starts_on"], name="series_of_program")]


class Session(Row):
    """One date of a series. `pattern_on` is the day that the pattern gave it; moving changes `on`."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="sessions")
    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey("programs.Staff", on_delete=models.PROTECT, related_name="+")
    pattern_on = models.DateField()
    on = models.DateField()
    wall_time = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.JSONField(default=dict)
    online = models.BooleanField(default=False)
    starts_at = models.DateTimeField(help_text="UTC; follows from day, wall time and the series' zone.")
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in SESSION_STATES], default="planned")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["program", "starts_at"], name="session_of_program")]
        constraints = [
            models.UniqueConstraint(fields=["series", "pattern_on"], name="one_session_a_pattern_day")
        ]


class Booking(PatientRow):
    """That a patient is expected at a session, what they said about it, and whether they came."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    starts_at = models.DateTimeField(help_text="The session's, so that a week is one indexed read.")
    state = models.CharField(max_length=10, choices=[(s, s) for s in ATTENDANCE], default="planned")
    minutes = models.PositiveSmallIntegerField(null=True, help_text="Attended; empty until marked.")
    says = models.CharField(max_length=10, choices=[(s, s) for s in SAYS], blank=True, default="")
    late_minutes = models.PositiveSmallIntegerField(null=True)
    reason = SealedText(null=True)
    said_at = models.DateTimeField(null=True)
    marked_by = models.UUIDField(null=True)
    marked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "starts_at"], name="bookings_of_patient")]
        constraints = [
            models.UniqueConstraint(fields=["session", "patient"], name="booked_once"),
            models.CheckConstraint(
                name="marked_has_minutes", condition=Q(state="planned") | Q(minutes__isnull=False)
            ),
        ]
