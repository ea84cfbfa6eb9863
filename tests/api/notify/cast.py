"""Everyone has their own wishes, and nobody another's."""

from portal.notify import unsubscribing
from tests.cast import Made, Row, everyone
from tests.world import World


def _changes(_world: World) -> Made:
    return {"body": {"version": 0, "sms": True}}


def _device(_world: World) -> Made:
    endpoint = "https://updates.push.services.mozilla.com/wpush/v2/x"
    return {"body": {"endpoint": endpoint, "keys": {"p256dh": "x", "auth": "y"}}}


def _gone(_world: World) -> Made:
    return {"body": {"endpoint": "https://updates.push.services.mozilla.com/wpush/v2/x"}}


def _mail_link(world: World) -> Made:
    return {"query": {"t": unsubscribing.token(world.people["patient"].id)}, "body": {}}


def _patient(world: World) -> Made:
    return {"path": {"patient_id": world.patient.id}}


ROWS = [
    Row("GET", "/api/v1/reminder-settings", expect=everyone(status=200)),
    Row("PATCH", "/api/v1/reminder-settings", make=_changes, expect=everyone(status=200)),
    Row("PUT", "/api/v1/push-devices", make=_device, expect=everyone(status=204)),
    Row("DELETE", "/api/v1/push-devices", make=_gone, expect=everyone(status=204)),
    Row(
        "GET",
        "/api/v1/patients/{patient_id}/reach",
        make=_patient,
        expect={"patient": 200, "therapist": 200, "lead": 200},
    ),
    # The link of a mail is all that is asked for, whoever holds it.
    Row("GET", "/api/v1/notices/mail-off", make=_mail_link, default=302, nobody=302),
    Row("POST", "/api/v1/notices/mail-off", make=_mail_link, default=204, nobody=204),
    # The provider's signature, and nothing else, opens this one.
    Row("POST", "/api/v1/notices/texts", nobody=404),
]
