"""Second factors for tests, made and used by allauth's own code."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth

from portal.accounts.models import Account


def add_code_app(account: Account) -> str:
    """Returns the secret that the app holds."""
    secret = str(auth.generate_totp_secret())
    auth.TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return secret


def numbers(secret: str, *, steps: int = 0) -> str:
    """What the app shows, now or so many half minutes later."""
    value = auth.hotp_value(secret, int(time.time()) // 30 + steps)
    return str(auth.format_hotp_value(value))


def factors_of(account: Account) -> set[str]:
    return set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
