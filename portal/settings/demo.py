"""The demo clinic on one machine, as `make run` starts it. Never for real people.

Production refuses to start when `portal.demo` or `api.demo` is among its apps.
"""

from portal.settings import env
from portal.settings.base import *  # noqa: F403 - a settings module is the sum of its base
from portal.settings.base import DATA_DIR, INSTALLED_APPS
from portal.settings.keys import from_file

globals().update(from_file(DATA_DIR))
PORT = env.number("PORT", 8000, least=1, most=65535)
PUBLIC_ORIGIN = env.text("PUBLIC_ORIGIN", f"http://localhost:{PORT}")
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ALLOWED_ORIGINS = [PUBLIC_ORIGIN, f"http://127.0.0.1:{PORT}"]
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
INSTALLED_APPS = [*INSTALLED_APPS, "portal.demo", "api.demo"]
DEMO = True
SERVE_SCHEMA = True
# A passkey needs https, or localhost for trying out: the demo speaks plain http on the loopback only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EMAIL_BACKEND = "portal.notify.sinks.MailSink"
PUSH_SENDER = "portal.notify.sinks.PushSink"
SMS_SENDER = "portal.notify.sinks.SmsSink"
