"""A patient's own calendar feed: a secret address that the phone's calendar reads.

Invariants: the secret is stored as a hash and shown once; the feed says "Appointment" and when, never which,
where or with whom (docs/clinical.md: nothing of that on a lock screen); a stopped address stays stopped.
"""
