"""Live family sessions: a calendar to register in, a room with slides and questions, a log to replay.

Anyone who is signed in may register and join: no consent of a patient is asked or looked at, and nothing
here is linked to a patient. People appear under an alias; there is no list of them, not even for the host,
who sees totals. What happens in a room is numbered 1, 2, 3 under the session's row lock, so that a phone
that was away takes up where it left.
"""
