"""A real clinic behind TLS. Every key and address comes from the environment or a secret file."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings import env
from portal.settings.base import *  # noqa: F403 - a settings module is the sum of its base
from portal.settings.base import INSTALLED_APPS
from portal.settings.keys import from_environment

if env.flag("DEBUG", False):
    raise ImproperlyConfigured("DEBUG shows inner workings to strangers: unset it.")
globals().update(from_environment())
PUBLIC_ORIGIN = env.text("PUBLIC_ORIGIN")
if not PUBLIC_ORIGIN.startswith("https://") or PUBLIC_ORIGIN.endswith("/"):
    raise ImproperlyConfigured("PUBLIC_ORIGIN must look like https://portal.example.org, without a slash.")
ALLOWED_HOSTS = [PUBLIC_ORIGIN.removeprefix("https://").split(":")[0]]
ALLOWED_ORIGINS = [PUBLIC_ORIGIN]
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
DEMO = False

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 1, least=0, most=5)

EMAIL_BACKEND = env.text("MAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.text("MAIL_HOST", "localhost")
EMAIL_PORT = env.number("MAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("MAIL_TLS", False)
EMAIL_TIMEOUT = 10
PUSH_SENDER = "portal.notify.push.WebPush"
SMS_SENDER = env.text("SMS_SENDER", "portal.notify.sms.LogSms")

# Demo people have one-tap sign-in. None of that may be within reach of a real clinic's server. A module
# that adds to this one is stopped by portal.kernel.checks.
for _app in INSTALLED_APPS:
    if "demo" in _app.split("."):
        raise ImproperlyConfigured(f"{_app} is a demo app and must not be installed in production.")
