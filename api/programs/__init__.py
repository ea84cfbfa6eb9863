"""Patients, their care team and their enrolment on the wire; `admin_*` is the administrator's part."""
