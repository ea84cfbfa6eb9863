"""How a consent goes on without the patient: accepted by the relative, over at its end."""

from uuid import UUID

from portal.family.actions import signing
from portal.family.models import Consent
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Gone, NotFound
from portal.kernel.transaction import action


def open_to(actor: Actor, *, consent_id: UUID, account_id: UUID) -> Consent:
    """The invited person has an account: what was signed opens to it, in the acceptance's transaction.

    Again changes nothing. Publishes ConsentChanged, SharingChanged. Raises Gone when it was withdrawn or is
    over, NotFound.
    """
    rows = Consent.objects.select_related("patient__program").select_for_update(of=("self",))
    consent = rows.filter(id=consent_id).first()
    if consent is None:
        raise NotFound
    if consent.status == "active" and consent.account_id in (None, account_id):
        return consent
    if consent.status != "invited" or consent.ends_at <= clock.now():
        raise Gone
    if consent.patient.account_id == account_id:
        raise Gone
    consent.status, consent.accepted_at = "active", clock.now()
    if consent.scopes:
        consent.account_id = account_id
        _replace_older(actor, consent, account_id)
    consent.version += 1
    consent.save(update_fields=["status", "accepted_at", "account", "version"])
    signing.write_grant(consent)
    signing.note(actor, "family.accept_consent", consent)
    signing.tell(consent)
    return consent


def _replace_older(actor: Actor, consent: Consent, account_id: UUID) -> None:
    """One consent in force for a patient and an account: the newest that was signed."""
    older = Consent.objects.filter(
        patient_id=consent.patient_id, account_id=account_id, status="active"
    ).exclude(id=consent.id)
    for row in older:
        row.status, row.withdrawn_at, row.version = "withdrawn", clock.now(), row.version + 1
        row.save(update_fields=["status", "withdrawn_at", "version"])
        signing.note(actor, "family.replace_consent", row)


@action
def expire_consents(actor: Actor, *, most: int = 100) -> int:
    """Marks consents that have reached their end, and tells both sides; access ended at that instant already.

    Allowed: the system, every minute. Returns how many. Publishes ConsentChanged, SharingChanged.
    """
    if not actor.is_system:
        raise NotFound
    rows = Consent.objects.select_for_update(of=("self",), skip_locked=True)
    over = rows.filter(status__in=["invited", "active"], ends_at__lte=clock.now()).order_by("id")[:most]
    for consent in over:
        consent.status, consent.version = "expired", consent.version + 1
        consent.save(update_fields=["status", "version"])
        signing.end_grant(consent)
        signing.note(actor, "family.expire_consent", consent)
        signing.tell(consent)
    return len(over)
