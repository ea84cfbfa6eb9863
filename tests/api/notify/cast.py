"""Everyone has their own wishes, and nobody another's."""

from tests.cast import Made, Row, everyone
from tests.world import World


def _changes(_world: World) -> Made:
    return {"body": {"version": 0, "sms": True}}


def _device(_world: World) -> Made:
    endpoint = "https://updates.push.services.mozilla.com/wpush/v2/x"
    return {"body": {"endpoint": endpoint, "keys": {"p256dh": "x", "auth": "y"}}}


def _gone(_world: World) -> Made:
    return {"body": {"endpoint": "https://updates.push.services.mozilla.com/wpush/v2/x"}}


ROWS = [
    Row("GET", "/api/v1/reminder-settings", expect=everyone(status=200)),
    Row("PATCH", "/api/v1/reminder-settings", make=_changes, expect=everyone(status=200)),
    Row("PUT", "/api/v1/push-devices", make=_device, expect=everyone(status=204)),
    Row("DELETE", "/api/v1/push-devices", make=_gone, expect=everyone(status=204)),
]
