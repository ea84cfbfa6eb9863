"""Articles, slide decks and the family course: what anyone who signs in may read, consent or none.

The library comes from `data/` and is published by one action that can run again at any time. Nothing here
is linked to a patient: an account that only learns is no sign that somebody is in treatment.
"""
