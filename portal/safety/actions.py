"""Raising, passing on and acknowledging alerts."""

from uuid import UUID, uuid5

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, NotFound
from portal.kernel.events import Event
from portal.kernel.transaction import action
from portal.measures import selectors as measures
from portal.outbox import publish
from portal.programs import selectors as programs
from portal.safety import logic, risk_words, selectors
from portal.safety.events import AlertAcknowledged, AlertPassedOn, AlertRaised
from portal.safety.models import Alert, AlertStep


@action
def raise_alert_for_score(actor: Actor, *, score_id: UUID) -> Alert | None:
    """An alert for an answer above 0 on the risk item, whatever the total; None for 0. Idempotent.

    Allowed: the system. Publishes AlertRaised to everyone who may handle it. Source: PHQ-9 item 9 rule
    (Kroenke 2001 as cited in docs/clinical.md).
    """
    if not actor.is_system:
        raise NotFound
    score = measures.score(actor, score_id=score_id)
    if score.risk == 0 or Alert.objects.filter(cause_id=score.id).exists():
        return None
    now, level = clock.now(), logic.level(score.risk)
    alert = Alert.objects.create(
        patient_id=score.patient_id, program_id=score.program_id, kind="item9", cause_id=score.id,
        level=level, raised_at=now, due_at=logic.due(now, level),
    )  # fmt: skip
    event = AlertRaised(object_id=alert.id, patient_id=alert.patient_id, program_id=alert.program_id)
    _step(actor, alert, "raised", event)
    return alert


@action
def raise_alert_for_words(actor: Actor, *, source: str, source_id: UUID) -> Alert | None:
    """An alert for words of risk in what a patient wrote; None where no rule was met, which says nothing
    about how the patient is. Idempotent for one writing of a text; a text that was changed is read again,
    and an open alert for it of the same level or above is enough.

    Allowed: the system. Publishes AlertRaised to everyone who may handle it. Raises NotFound. Source of the
    rules: docs/risk-words.md.
    """
    if not actor.is_system:
        raise NotFound
    written = selectors.written(actor, source=source, source_id=source_id)
    level = logic.level_of_words(risk_words.read(written.text).level) if written else None
    if written is None or level is None:
        return None
    cause_id = uuid5(source_id, written.at.isoformat())
    of_text = Alert.objects.filter(source_id=source_id)
    enough = logic.at_least(level)
    if (
        of_text.filter(cause_id=cause_id).exists()
        or of_text.filter(acknowledged_at=None, level__in=enough).exists()
    ):
        return None
    now = clock.now()
    alert = Alert.objects.create(
        patient_id=written.patient_id, program_id=written.program_id, kind="words", cause_id=cause_id,
        source=source, source_id=source_id, thread_id=written.thread_id, level=level, raised_at=now,
        due_at=logic.due(now, level),
    )  # fmt: skip
    event = AlertRaised(object_id=alert.id, patient_id=alert.patient_id, program_id=alert.program_id)
    _step(actor, alert, "raised", event)
    return alert


@action
def acknowledge_alert(actor: Actor, *, alert_id: UUID) -> Alert:
    """Takes an alert by name: whoever acknowledges it looks after it now. Allowed: care team, lead.

    Publishes AlertAcknowledged. Raises Conflict when somebody else was faster; the same person again
    changes nothing.
    """
    rows = Alert.objects.select_related("patient", "acknowledged_by")
    alert = policy.one(actor, Permission.ALERT_HANDLE, rows, lock=True, id=alert_id)
    if actor.account_id is None:
        raise NotFound
    post = programs.posts_of(actor.account_id).filter(program_id=alert.program_id).first()
    if post is None:
        raise NotFound
    if alert.acknowledged_by is not None:
        if alert.acknowledged_by.account_id != actor.account_id:
            raise Conflict("safety.taken", name=alert.acknowledged_by.name)
        return alert
    alert.acknowledged_by, alert.acknowledged_at = post, clock.now()
    alert.save(update_fields=["acknowledged_by", "acknowledged_at"])
    event = AlertAcknowledged(object_id=alert.id, patient_id=alert.patient_id, program_id=alert.program_id)
    _step(actor, alert, "acknowledged", event)
    return alert


@action
def pass_on_alert(actor: Actor, *, alert_id: UUID) -> None:
    """Tells everyone who may handle it once more when the clock has run out. Allowed: the system.

    Publishes AlertPassedOn. Does nothing when a name stands on it by now.
    """
    if not actor.is_system:
        raise NotFound
    now = clock.now()
    alert = Alert.objects.select_for_update().filter(
        id=alert_id, acknowledged_at=None, due_at__lte=now
    ).first()  # fmt: skip
    if alert is None:
        return
    alert.rung, alert.due_at = alert.rung + 1, logic.due(now, alert.level)
    alert.save(update_fields=["rung", "due_at"])
    event = AlertPassedOn(object_id=alert.id, patient_id=alert.patient_id, program_id=alert.program_id)
    _step(actor, alert, "passed_on", event)


def _step(actor: Actor, alert: Alert, what: str, event: Event) -> None:
    AlertStep.objects.create(alert=alert, what=what, at=clock.now(), account_id=actor.account_id)
    audit.record(
        actor, f"safety.{what}", object_type="alert", object_id=alert.id,
        patient_id=alert.patient_id, program_id=alert.program_id,
    )  # fmt: skip
    to = policy.who_can(Permission.ALERT_READ, patient_id=alert.patient_id, program_id=alert.program_id)
    publish(event, recipients=to)
