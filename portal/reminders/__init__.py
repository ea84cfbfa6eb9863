"""Reminders of sessions, at the leads that each patient picks: plans rows in `notify`, sends nothing itself.

Invariants: a reminder is planned once for (session, its start, person, channel, lead); one of a session that
moved, was cancelled or lost its patient is not sent, whatever was planned; a moved session gets one notice
that something changed, without saying what.
"""
