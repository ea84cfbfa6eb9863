"""Who gets what from the calendar link: each patient their own."""

from tests.cast import Row

OWN: dict[str, int | str] = dict.fromkeys(("patient", "neighbour", "stranger"), 200)

ROWS = [
    Row("GET", "/api/v1/calendar", expect=OWN),
    Row("POST", "/api/v1/calendar", expect=OWN),
    Row("DELETE", "/api/v1/calendar", expect=dict.fromkeys(OWN, 204)),
]
