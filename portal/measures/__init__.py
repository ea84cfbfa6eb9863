"""Measures that come back: PHQ-9 and GAD-7, weekly; totals, bands, what is due, the line over weeks.

Invariants: a score exists only for a complete response and never changes; the definition's version stands
with it; an answer above 0 on the risk item publishes an event in the same transaction, whatever the total.
"""
