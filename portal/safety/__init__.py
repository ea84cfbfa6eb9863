"""Alerts that a named person must answer, and where help is to be had.

Reacts to others' events: an answer above 0 on PHQ-9 item 9 becomes an alert for the team, whatever the
total. Invariants: an alert is raised at most once for one cause; it is open until a named member of staff
takes it; every step is kept with its instant; nothing here ever says that there is no risk.
"""
