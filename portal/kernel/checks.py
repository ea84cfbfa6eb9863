"""Checks that stop an unsafe start."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register()
def safe_to_start(**_kwargs: Any) -> list[Error]:
    found = []
    if not settings.MASTER_KEYS:
        found.append(Error("There is no master key: sealed text could not be read.", id="footbridge.E001"))
    demo = [name for name in settings.INSTALLED_APPS if "demo" in name.split(".")]
    if demo and not settings.DEMO:
        found.append(Error("A demo app is installed in a place that is no demo.", id="footbridge.E002"))
    if settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN and not settings.DEMO:
        found.append(Error("Passkeys would be taken from any origin.", id="footbridge.E003"))
    if settings.DEBUG and not settings.DEMO:
        found.append(Error("DEBUG shows inner workings to strangers.", id="footbridge.E004"))
    return found
