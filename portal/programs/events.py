"""What happened to programs, staff, patients and teams."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PatientAdmitted(Event):
    kind: ClassVar[str] = "programs.patient_admitted"


@dataclass(frozen=True, kw_only=True)
class PatientRenamed(Event):
    """The name that a patient uses, or the pronouns, are others now."""

    kind: ClassVar[str] = "programs.patient_renamed"


@dataclass(frozen=True, kw_only=True)
class EnrolmentChanged(Event):
    kind: ClassVar[str] = "programs.enrolment_changed"


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    kind: ClassVar[str] = "programs.team_changed"
    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProgramChanged(Event):
    kind: ClassVar[str] = "programs.program_changed"


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Event):
    kind: ClassVar[str] = "programs.staff_changed"


@dataclass(frozen=True, kw_only=True)
class StaffAway(Event):
    """Days off were planned, or ended. `object_id` is the post's. To who works in the program."""

    kind: ClassVar[str] = "programs.staff_away"
