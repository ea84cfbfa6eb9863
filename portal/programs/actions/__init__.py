"""Changes of this domain, by subject: `patients`, `setup`, `away`, and `desk` for what comes by the wire."""

from portal.programs.actions.away import end_away, plan_away
from portal.programs.actions.desk import (
    admit,
    enrol,
    hire,
    invite_patient,
    invite_staff,
    join_team,
    new_holiday,
    new_program,
    new_track,
    remove_holiday,
)
from portal.programs.actions.patients import (
    admit_patient,
    assign_to_team,
    change_enrolment,
    link_account,
    remove_from_team,
)
from portal.programs.actions.setup import (
    add_staff,
    add_track,
    change_program,
    change_track,
    create_program,
    end_staff,
    found_clinic,
    link_staff_account,
    set_team_hours,
)

__all__ = [
    "add_staff",
    "add_track",
    "admit",
    "admit_patient",
    "assign_to_team",
    "change_enrolment",
    "change_program",
    "change_track",
    "create_program",
    "end_away",
    "end_staff",
    "enrol",
    "found_clinic",
    "hire",
    "invite_patient",
    "invite_staff",
    "join_team",
    "link_account",
    "link_staff_account",
    "new_holiday",
    "new_program",
    "new_track",
    "plan_away",
    "remove_from_team",
    "remove_holiday",
    "set_team_hours",
]
