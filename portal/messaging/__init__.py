"""Messages between a patient and the care team.

Owns threads, messages, read marks, who is replying, and drafts. Invariants: a thread belongs to a patient
and the patient's team, never to one member; a patient has at most one open thread a topic; messages of a
thread are numbered 1, 2, 3 without a hole, under the thread's row lock; the promise on a waiting thread is
the very instant that the patient was shown; what is written is sealed, and no event carries any of it.
"""
