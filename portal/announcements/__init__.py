"""Announcements: one action that tells a group or a track something, and changes the session with it.

Invariants: each patient gets a message of their own, in their own thread, sealed with their own key; nothing
that a patient can fetch names the announcement, other recipients, or how many there were.
"""
