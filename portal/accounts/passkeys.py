"""Making an account together with its first passkey, in one ceremony: so that no half-made account is left
behind when somebody closes the page in the middle. Everything after that is allauth's own."""

from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from portal.accounts.actions.invitations import Passkey
from portal.accounts.models import Account, Invitation
from portal.kernel.errors import Invalid

_PENDING = "accounts.passkey_account"


def begin(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    """What the browser needs to make a passkey for an account that is not there yet. The id that the
    account will get is kept in the session."""
    account = Account(id=uuid4(), email=invitation.email, preferred_name=invitation.preferred_name)
    options: dict[str, Any] = auth.begin_registration(account, passwordless=True)
    request.session[_PENDING] = account.id.hex
    return options


def finish(request: HttpRequest, credential: dict[str, Any], *, name: str) -> Passkey:
    """Checks challenge, origin and the person's presence. Raises Invalid."""
    pending = request.session.pop(_PENDING, "")
    try:
        auth.parse_registration_response(credential)
        binding = auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        raise Invalid("/passkey", "accounts.passkey_refused") from error
    if not pending or not binding.is_user_verified():
        raise Invalid("/passkey", "accounts.passkey_refused")
    return Passkey(account_id=UUID(pending), name=name, credential=credential)


def recovery_codes(account: Account) -> list[str]:
    """The codes made beside the first passkey: given out here once, and never again."""
    row = Authenticator.objects.get(user=account, type=Authenticator.Type.RECOVERY_CODES)
    codes = row.wrap()
    codes.mark_as_viewed()
    return list(codes.get_unused_codes())
