"""Alerts that a named person must answer, and where help is to be had.

Reacts to others' events: an answer above 0 on PHQ-9 item 9 becomes an alert for the team, whatever the
total, and so do words of risk in what a patient writes (`risk_words`, docs/risk-words.md). Open alerts move
the patient's threads up in the team's inbox. Invariants: an alert is raised at most once for one cause; it
is open until a named member of staff takes it; every step is kept with its instant; nothing here ever says
that there is no risk; no alert, event or log holds a word that anybody wrote.
"""
