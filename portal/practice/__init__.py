"""Skills to practice, a patient's notes of a practice, and the coping cards that the patient keeps at hand.

Invariants: only the patient writes an entry, and takes it back within minutes; what helped most is counted
from the patient's own entries alone, and days without an entry count nowhere; the words of a situation are
sealed and read for words of risk by `portal.safety`; a skill's key is never removed or used anew.
"""
