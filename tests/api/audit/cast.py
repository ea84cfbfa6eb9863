"""Who reads the audit: administrators, each for the own programs. Everyone else finds nothing there."""

from tests.cast import Row

ADMINISTRATORS: dict[str, int | str] = {"administrator": 200, "other_administrator": 200}

ROWS = [
    Row("GET", "/api/v1/audit", expect=ADMINISTRATORS),
    Row("GET", "/api/v1/audit/people", expect=ADMINISTRATORS),
    Row("GET", "/api/v1/audit/verification", expect=ADMINISTRATORS),
    Row("POST", "/api/v1/audit/verification", expect=ADMINISTRATORS),
]
