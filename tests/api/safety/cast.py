"""Who gets what of alerts, and that help is everyone's."""

from portal.outbox import jobs
from portal.safety.models import Alert
from tests.cast import Made, Row, everyone
from tests.portal.measures.objects import answered, asked
from tests.world import World


def _alert(world: World) -> Made:
    answered(world, asked(world), *[0] * 8, 3)
    jobs.run_due()
    return {"path": {"alert_id": Alert.objects.get().id}}


ROWS = [
    Row("GET", "/api/v1/alerts", make=_alert, expect=everyone(status=200)),
    Row(
        "POST",
        "/api/v1/alerts/{alert_id}/acknowledge",
        make=_alert,
        expect={"therapist": 200, "lead": 200},
    ),
    Row("GET", "/api/v1/crisis", expect=everyone(status=200), nobody=200),
]
