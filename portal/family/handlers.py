"""What the invitation of a relative gives once it is accepted."""

from uuid import UUID

from portal.access.matrix import Permission
from portal.accounts import acceptance
from portal.accounts.acceptance import Subject
from portal.family import actions, selectors
from portal.family.models import Consent
from portal.kernel.actor import Actor


def _subject(consent: Consent) -> Subject:
    return Subject(patient_id=consent.patient_id, program_id=consent.program_id)


def may_invite(actor: Actor, consent_id: UUID) -> Subject:
    """The patient alone, to what the patient signed."""
    return _subject(selectors.consent(actor, consent_id=consent_id, permission=Permission.CONSENT_MANAGE))


def link(consent_id: UUID, account_id: UUID) -> Subject:
    """Runs in the transaction of the acceptance."""
    return _subject(
        actions.open_to(Actor.system("family.accept"), consent_id=consent_id, account_id=account_id)
    )


acceptance.register("relative", may_invite=may_invite, link=link)
