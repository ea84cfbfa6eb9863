"""Journeys in a real browser. A package, so that what is made for all of them ends with the last of them."""
