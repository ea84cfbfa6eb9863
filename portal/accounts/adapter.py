"""django-allauth, narrowed to what this product allows."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from portal.accounts import actions, mail
from portal.kernel import crypto
from portal.kernel.actor import Actor

_PLACE = "mfa_authenticator:data:secret"


def display_name(user: Any) -> str:
    """For the lists of passkeys that a phone keeps: the name that the person uses."""
    return str(user.preferred_name)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves here: patients, staff and linked relatives are invited, and
        education-only accounts have their own door, which answers the same for known addresses."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The configured origin, whatever the request says; the key stays in the fragment."""
        return mail.link(f"/new-password#{key}")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The one mail that allauth sends here. The relay writes and sends it, in our own words, so that
        the answer takes no longer for a known address. Any other is a mistake in the settings."""
        if template_prefix != "account/email/password_reset_key":
            raise ValueError(f"allauth wants to send {template_prefix}, which has no words here.")
        actions.ask_for_new_password(Actor.anonymous(), account_id=context["user"].id)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Labels in code apps and passkeys: the product's name and the address, nothing of the program."""

    def encrypt(self, text: str) -> str:
        """The secrets of code apps and the seeds of recovery codes are sealed at rest."""
        return base64.b64encode(crypto.seal(crypto.CLINIC, text, place=_PLACE)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(crypto.CLINIC, base64.b64decode(encrypted_text), place=_PLACE)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party is the configured host, never the request's."""
        return {"id": mail.host(), "name": "Footbridge"}
