"""The week: series of sessions, their single dates, who is booked, who came and for how long.

A series is a pattern on the wall of one time zone; each session holds the UTC instants that follow from it.

Invariants: wall time is the truth and the instants are derived, so that a clock change moves no session on
the wall; a booking belongs to one patient, and nothing that leaves this domain for a patient says who or how
many else are booked; minutes attended, not a tick, make the week's hours.
"""
