"""Changes of this domain: `consents` (the patient's), `course` (acceptance and expiry: the system's)."""

from portal.family.actions.consents import change_scopes, invite_relative, withdraw_consent
from portal.family.actions.course import expire_consents, open_to

__all__ = ["change_scopes", "expire_consents", "invite_relative", "open_to", "withdraw_consent"]
