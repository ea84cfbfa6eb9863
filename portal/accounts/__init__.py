"""People who sign in: accounts, invitations, sessions, second factors.

An account says nothing of who is a patient: that is a grant. Sign-in itself is django-allauth's.
"""
