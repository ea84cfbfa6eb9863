"""Clinic, program, track, hours, staff, patient, enrolment, care team."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.kernel.models import PatientRow, Row


class Clinic(Row):
    """One deployment serves one clinic. `neutral_name` is the only name that leaves the app."""

    name = models.CharField(max_length=120)
    neutral_name = models.CharField(max_length=40, default="Footbridge")
    region = models.CharField(max_length=8, default="US")


class Program(Row):
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="programs")
    name = models.CharField(max_length=120)
    timezone = models.CharField(max_length=64, default="America/New_York")
    address = models.CharField(max_length=200, blank=True, default="")
    crisis_phone = models.CharField(max_length=24, blank=True, default="")
    crisis_from = models.TimeField(null=True, help_text="Local wall time from which the line is answered.")
    crisis_until = models.TimeField(null=True)
    # SAMHSA and 42 CFR 410.44: intensive outpatient means nine or more hours a week.
    minimum_hours = models.PositiveSmallIntegerField(default=9)
    week_starts_on = models.PositiveSmallIntegerField(default=0, help_text="0 = Monday")
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)


class Track(Row):
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="tracks")
    name = models.CharField(max_length=60)
    part_of_day = models.CharField(
        max_length=10, choices=[(p, p) for p in ("morning", "afternoon", "evening")]
    )
    capacity = models.PositiveSmallIntegerField(default=12)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "name"], name="one_track_a_name")]


class TeamHours(Row):
    """When the team of a program answers messages: local wall time, one row for a weekday (0 = Monday)."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "weekday"], name="one_row_a_weekday")]


class Holiday(Row):
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="holidays")
    date = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "date"], name="one_holiday_a_day")]


ROLES = ("therapist", "psychiatrist", "nurse", "group_leader", "coordinator", "lead", "administrator")


class Staff(Row):
    """That an account works in a program, in a role. Ended, never deleted: old words keep their signature."""

    account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="staff")
    role = models.CharField(max_length=16, choices=[(r, r) for r in ROLES])
    name = models.CharField(max_length=120, help_text="As patients see it: Ana Ruiz, Dr. Nair.")
    email = models.EmailField(max_length=254, blank=True, default="")
    started_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "program", "role"],
                condition=Q(ended_at__isnull=True),
                name="one_post_a_role",
            )
        ]


class Away(Row):
    """Days on which a person is off, in the program's zone; both belong to it. It holds for all of the
    person's posts there. Without `cover` the whole team covers. `ended_at`: back early, or never left."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="away")
    cover = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["program", "ends_on"], name="away_of_program")]
        constraints = [
            models.CheckConstraint(name="away_forwards", condition=Q(ends_on__gte=models.F("starts_on")))
        ]


class Patient(Row):
    """A person in treatment. `account` is empty until the invitation is accepted."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="patients")
    account = models.OneToOneField(
        "accounts.Account", null=True, on_delete=models.PROTECT, related_name="patient"
    )
    preferred_name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=120, help_text="The legal name: only where the law asks for it.")
    pronouns = models.CharField(max_length=40, blank=True, default="")
    email = models.EmailField(max_length=254, blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    timezone = models.CharField(max_length=64, default="America/New_York")
    birth_date = models.DateField(null=True)
    admitted_on = models.DateField()
    discharged_on = models.DateField(null=True)
    sort_name = models.CharField(max_length=200, db_index=True, help_text="Folded in Python.")


LEVELS = ("php", "iop5", "iop4", "iop3", "iop2", "op")


class Enrolment(PatientRow):
    """Level of care, track and prescribed hours, from a day until another (both belong to it)."""

    level = models.CharField(max_length=5, choices=[(level, level) for level in LEVELS])
    track = models.ForeignKey(Track, null=True, on_delete=models.PROTECT, related_name="enrolments")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), help_text="0 = Monday")
    prescribed_minutes = models.PositiveIntegerField(help_text="Each week.")
    minimum_minutes = models.PositiveIntegerField(help_text="The floor for this person; 0 in a step-down.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "starts_on"], name="enrolment_of_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(ends_on__isnull=True), name="one_open_enrolment"
            )
        ]


class CareTeamMember(PatientRow):
    """A member of staff on a patient's team, from an instant until another."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="memberships")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "staff"], condition=Q(ends_at__isnull=True), name="once_on_a_team"
            )
        ]
