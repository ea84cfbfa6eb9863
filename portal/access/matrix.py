"""The whole of who may do what, on one screen. A clinician can read it: a row is a permission, the words
behind it say on which ground a person has it. Family grounds need the scope that the patient chose.

Grounds: a patient for oneself (SELF), a member of this patient's care team (TEAM), the clinical lead of
the program (LEAD), staff of the program without a care relationship (STAFF), an administrator (ADMIN, no
clinical text), a relative within the patient's consent (scope), break-glass (GLASS: reading only), and
anyone who is signed in (ANY).
"""

from enum import StrEnum


class Basis(StrEnum):
    SELF = "self"
    TEAM = "care_team"
    FAMILY = "family"
    LEAD = "program_lead"
    STAFF = "program_staff"
    ADMIN = "administrator"
    GLASS = "break_glass"
    ANY = "signed_in"


class Scope(StrEnum):
    """What a patient can let a relative see."""

    SCHEDULE = "schedule"
    PLAN = "plan"
    MESSAGES = "messages"


class Permission(StrEnum):
    PATIENT_READ = "patients.read"
    PATIENT_MANAGE = "patients.manage"
    TEAM_READ = "team.read"
    TEAM_MANAGE = "team.manage"
    PROGRAM_READ = "programs.read"
    PROGRAM_MANAGE = "programs.manage"
    STAFF_MANAGE = "staff.manage"
    COVERAGE_MANAGE = "coverage.manage"
    REPORT_READ = "reports.read"
    AUDIT_READ = "audit.read"
    SCHEDULE_READ = "schedule.read"
    SCHEDULE_MANAGE = "schedule.manage"
    SCHEDULE_REPORT = "schedule.report"
    ATTENDANCE_READ = "attendance.read"
    ATTENDANCE_MARK = "attendance.mark"
    CAREPLAN_READ = "careplan.read"
    CAREPLAN_CLINICAL = "careplan.clinical"
    CAREPLAN_SUMMARY = "careplan.summary"
    CAREPLAN_CHANGE = "careplan.change"
    CAREPLAN_RATE = "careplan.rate"
    CAREPLAN_ASK = "careplan.ask"
    MEASURE_READ = "measures.read"
    MEASURE_ANSWER = "measures.answer"
    MEASURE_ASSIGN = "measures.assign"
    PRACTICE_READ = "practice.read"
    PRACTICE_LOG = "practice.log"
    CHECKIN_READ = "checkins.read"
    CHECKIN_WRITE = "checkins.write"
    CHECKIN_TARGETS = "checkins.set_targets"
    MESSAGE_READ = "messaging.read"
    MESSAGE_SEND = "messaging.send"
    MESSAGE_ANSWER = "messaging.answer"
    MESSAGE_HISTORY = "messaging.history"
    FAMILY_THREAD = "messaging.family"
    NOTE_READ = "messaging.read_notes"
    NOTE_WRITE = "messaging.write_notes"
    REPLY_MANAGE = "messaging.manage_replies"
    INBOX_READ = "inbox.read"
    ANNOUNCE = "announcements.send"
    CALENDAR_MANAGE = "calendar.manage"
    ALERT_READ = "safety.read_alerts"
    ALERT_HANDLE = "safety.handle_alerts"
    CONSENT_READ = "family.read_consents"
    CONSENT_MANAGE = "family.manage_consents"
    REMINDER_READ = "reminders.read"
    REMINDER_MANAGE = "reminders.manage"
    EDUCATION_READ = "education.read"
    EDUCATION_EDIT = "education.edit"
    LIVE_JOIN = "live.join"
    LIVE_HOST = "live.host"


SELF, TEAM, LEAD, STAFF = Basis.SELF, Basis.TEAM, Basis.LEAD, Basis.STAFF
ADMIN, GLASS, ANY = Basis.ADMIN, Basis.GLASS, Basis.ANY
P = Permission

MATRIX: dict[Permission, tuple[Basis | Scope, ...]] = {
    #                      on which ground
    P.PATIENT_READ: (SELF, TEAM, LEAD, ADMIN, GLASS),
    P.PATIENT_MANAGE: (LEAD, ADMIN),
    P.TEAM_READ: (SELF, TEAM, LEAD, ADMIN, GLASS),
    P.TEAM_MANAGE: (LEAD, ADMIN),
    P.PROGRAM_READ: (STAFF, LEAD, ADMIN),
    P.PROGRAM_MANAGE: (ADMIN,),
    P.STAFF_MANAGE: (ADMIN,),
    P.COVERAGE_MANAGE: (LEAD, ADMIN),
    P.REPORT_READ: (LEAD, ADMIN),
    P.AUDIT_READ: (ADMIN,),
    P.SCHEDULE_READ: (SELF, TEAM, LEAD, GLASS, Scope.SCHEDULE),
    P.SCHEDULE_MANAGE: (LEAD, ADMIN),
    P.SCHEDULE_REPORT: (SELF,),
    P.ATTENDANCE_READ: (SELF, TEAM, LEAD, GLASS),
    P.ATTENDANCE_MARK: (TEAM, LEAD),
    P.CAREPLAN_READ: (SELF, TEAM, LEAD, GLASS),
    P.CAREPLAN_CLINICAL: (TEAM, LEAD, GLASS),
    P.CAREPLAN_SUMMARY: (SELF, TEAM, LEAD, GLASS, Scope.PLAN),
    P.CAREPLAN_CHANGE: (TEAM, LEAD),
    P.CAREPLAN_RATE: (SELF,),
    P.CAREPLAN_ASK: (SELF,),
    P.MEASURE_READ: (SELF, TEAM, LEAD, GLASS),
    P.MEASURE_ANSWER: (SELF,),
    P.MEASURE_ASSIGN: (TEAM, LEAD),
    P.PRACTICE_READ: (SELF, TEAM, LEAD, GLASS),
    P.PRACTICE_LOG: (SELF,),
    P.CHECKIN_READ: (SELF, TEAM, LEAD, GLASS),
    P.CHECKIN_WRITE: (SELF,),
    P.CHECKIN_TARGETS: (TEAM, LEAD),
    P.MESSAGE_READ: (SELF, TEAM, LEAD, GLASS),
    P.MESSAGE_SEND: (SELF,),
    P.MESSAGE_ANSWER: (TEAM, LEAD),
    P.MESSAGE_HISTORY: (TEAM, LEAD),
    P.FAMILY_THREAD: (SELF, TEAM, LEAD, Scope.MESSAGES),
    P.NOTE_READ: (TEAM, LEAD, GLASS),
    P.NOTE_WRITE: (TEAM, LEAD),
    P.REPLY_MANAGE: (STAFF, LEAD),
    P.INBOX_READ: (TEAM, LEAD),
    P.ANNOUNCE: (TEAM, LEAD),
    P.CALENDAR_MANAGE: (SELF,),
    P.ALERT_READ: (TEAM, LEAD, GLASS),
    P.ALERT_HANDLE: (TEAM, LEAD),
    P.CONSENT_READ: (SELF, TEAM, LEAD),
    P.CONSENT_MANAGE: (SELF,),
    P.REMINDER_READ: (SELF, TEAM, LEAD),
    P.REMINDER_MANAGE: (SELF,),
    P.EDUCATION_READ: (ANY,),
    P.EDUCATION_EDIT: (STAFF, LEAD),
    P.LIVE_JOIN: (ANY,),
    P.LIVE_HOST: (STAFF, LEAD),
}

# Over one patient, and over every patient of one program.
OVER_PATIENT = frozenset({Basis.SELF, Basis.TEAM, Basis.FAMILY, Basis.GLASS})
OVER_PROGRAM = frozenset({Basis.LEAD, Basis.STAFF, Basis.ADMIN})


def grounds(permission: Permission) -> tuple[frozenset[Basis], frozenset[Scope]]:
    """The bases that give this permission outright, and the family scopes that do."""
    row = MATRIX[permission]
    return (
        frozenset(item for item in row if isinstance(item, Basis)),
        frozenset(item for item in row if isinstance(item, Scope)),
    )
