"""The clinic, its programs and tracks; staff; patients, their enrolment and their care team.

Writes the grants that follow from being a patient, being on a care team, leading or administering.
Invariants: every patient belongs to one program; a patient has at most one enrolment at a time; threads
and plans bind to the care team, never to one member.
"""
