from tests.cast import Row, everyone

ROWS = [
    Row("GET", "/api/v1/sync", make=lambda _world: {"query": {"after": 0}}, expect=everyone(status=200)),
]
