"""What every domain stands on: actor, errors, clock, encrypted text, transactions, words.

Knows no word of the care domain. Nothing here asks who may do what: that is `portal.access`.
"""
