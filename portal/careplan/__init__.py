"""The treatment plan: goals in two wordings, who does what by when, ratings, and the way down in steps.

Invariants: every item holds a clinical text and the patient's own wording, and the clinical one goes only to
those with CAREPLAN_CLINICAL; a plan is never changed in silence: each change raises the plan's version and
writes, in the patient's language, what changed and why, beside a sealed copy of what stood before.
"""
