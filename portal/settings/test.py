"""For tests: the demo's apps, fixed keys that protect nothing, fast password hashes."""

from portal.settings.base import *  # noqa: F403 - a settings module is the sum of its base
from portal.settings.base import INSTALLED_APPS, STORAGES

SECRET_KEY = "only-for-tests-" + "x" * 50
MASTER_KEYS = {"t1": b"1" * 32, "t2": b"2" * 32}
AUDIT_HMAC_KEY = b"a" * 32
CHANNEL_KEY = b"c" * 32
BACKUP_KEY = b"b" * 32
VAPID_PRIVATE_KEY = "Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc"  # 32 times the same byte
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PUBLIC_ORIGIN = "http://testserver"
ALLOWED_ORIGINS = [PUBLIC_ORIGIN, "http://localhost:8000"]
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
INSTALLED_APPS = [*INSTALLED_APPS, "portal.demo", "api.demo"]
DEMO = True
SERVE_SCHEMA = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Else each of the tests' thousands of clients would first look at every file of the front end.
WHITENOISE_AUTOREFRESH = True
PUSH_SENDER = "portal.notify.sinks.PushSink"
SMS_SENDER = "portal.notify.sinks.SmsSink"
TWILIO_AUTH_TOKEN = "-".join(("only", "for", "tests"))  # protects nothing
CELERY_TASK_ALWAYS_EAGER = False
STORAGES["files"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
