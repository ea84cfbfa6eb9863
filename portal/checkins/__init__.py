"""The daily check-in (diary card): mood, sleep, urges, skills used and a note, one for a patient and day.

Invariants: only the patient writes one, for today or yesterday by the patient's own calendar; each saving is
a row of its own and none is changed, so that the newest stands for its day, and what stood before can be
read; a day without a check-in is nothing, and nothing here counts such days; the words of a note are sealed
and read for words of risk by `portal.safety`; a target's key is never removed or used anew.
"""
