"""What holds in every place. Places add addresses, keys, and what only they need."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from portal.settings import env

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("FOOTBRIDGE_DATA", str(BASE_DIR / ".data")))

DEBUG = False
ROOT_URLCONF = "portal.urls"
ASGI_APPLICATION = "portal.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

DOMAINS = [
    "portal.kernel",
    "portal.outbox",
    "portal.audit",
    "portal.access",
    "portal.accounts",
    "portal.programs",
    "portal.forms",
    "portal.notify",
    "portal.worklist",
    "portal.files",
    "portal.careplan",
    "portal.measures",
    "portal.practice",
    "portal.checkins",
    "portal.schedule",
    "portal.messaging",
    "portal.family",
    "portal.education",
    "portal.live",
    "portal.reminders",
    "portal.safety",
    "portal.announcements",
    "portal.calendar",
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "channels",
    *[name for name in DOMAINS if (BASE_DIR / name.replace(".", "/") / "apps.py").exists()],
    "api",
]

# All of them run sync, in the one thread of a request (api.http).
MIDDLEWARE = [
    "api.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "api.middleware.Outages",
    "api.middleware.Sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "api.middleware.WhoSignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "api.middleware.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# --- data ---------------------------------------------------------------------------------------
# Django's psycopg pool, never CONN_MAX_AGE: under ASGI persistent connections multiply without bound.
DATABASES = {"default": env.database("DATABASE_URL")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# At the worst a request waits for a connection, then for its conversation, then for a table: 9 seconds, and
# a phone waits for 10.
_STATEMENT = env.number("DB_STATEMENT_TIMEOUT", 15, least=1, most=600)
_LOCK = env.number("DB_LOCK_TIMEOUT", 3, least=1, most=60)
_POOL = env.number("DB_POOL_SIZE", 16, least=1, most=200)
# Each keeps a connection of the pool; the sockets' threads and their hub have five.
HTTP_THREADS = max(2, _POOL - 5)
DATABASES["default"]["OPTIONS"] |= {
    "pool": {"min_size": 1, "max_size": _POOL, "timeout": 3},
    "connect_timeout": 5,
    "prepare_threshold": 5,  # without a number nothing is prepared, not even what asks for it
    # Prepared statements (portal.kernel.statements) are planned once; all others for their values. Disks have
    # no heads any more: an index that is walked from its first row costs little.
    "options": f"-c statement_timeout={_STATEMENT}s -c lock_timeout={_LOCK}s "
    "-c idle_in_transaction_session_timeout=30s -c plan_cache_mode=force_generic_plan "
    "-c random_page_cost=1.1",
}
REDIS_URL = env.text("REDIS_URL")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# No cache server holds anything that matters: limits live in PostgreSQL (portal.kernel.limits).
CACHES = {"default": {"BACKEND": "portal.kernel.cache.LimitsCache"}}

# --- files of people: sealed before they are stored, so that the place needs no trust ------------------
FILES_DIR = Path(env.text("FILES_DIR", str(DATA_DIR / "files")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": {
        "BACKEND": env.text("FILES_STORAGE", "portal.files.folder.Folder"),
        "OPTIONS": env.table("FILES_STORAGE_OPTIONS"),
    },
}
FILES_LARGEST = env.number("FILES_LARGEST_MB", 10, least=1, most=100) * 1024 * 1024
FILES_PER_PATIENT = env.number("FILES_PER_PATIENT_MB", 500, least=1, most=1_000_000) * 1024 * 1024
# On a disk that it shares with the database, the last room is the database's.
FILES_KEEP_FREE = env.number("FILES_KEEP_FREE_MB", 256, least=0, most=1_000_000) * 1024 * 1024
CLAMAV = env.address("CLAMAV")

# --- accounts and sessions ------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_ENGINE = "portal.accounts.store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
# Idle and absolute limits, by what the person said of the phone at the first sign-in.
SESSION_LIMITS = {
    "shared": (timedelta(minutes=20), timedelta(hours=12)),
    "own": (timedelta(hours=12), timedelta(days=14)),
}
SESSION_COOKIE_AGE = 14 * 24 * 3600

HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_USER_DISPLAY = "portal.accounts.adapter.display_name"
MFA_ADAPTER = "portal.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Footbridge"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

# --- the wire ---------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.SessionOnly"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["api.rendering.PlainJSON"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.rendering.OneForm",
    "DEFAULT_PARSER_CLASSES": ["api.parsing.StrictJSON"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "api.errors.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Footbridge",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Choices stay where they are used: names made up for shared enums change with every new field.
    "POSTPROCESSING_HOOKS": [
        "api.realtime.schema.add_frames",
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",
}
STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
FRONTEND_DIST = Path(env.text("FRONTEND_DIST", str(BASE_DIR / "frontend" / "dist")))
WHITENOISE_ROOT = FRONTEND_DIST
WHITENOISE_INDEX_FILE = False
SERVE_SCHEMA = False

# --- languages and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
CLOCK_FIXED: str | None = None

# --- transport ---------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- jobs -------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # One row a periodic job: {"task": "...", "schedule": seconds}. Due times live in tables.
    "extend-schedule": {"task": "portal.schedule.tasks.extend", "schedule": 6 * 3600.0},
    "expire-consents": {"task": "portal.family.tasks.expire", "schedule": 60.0, "options": {"expires": 60}},
    "place-by-sessions": {
        "task": "portal.messaging.tasks.place_by_sessions",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "prune-outbox": {"task": "portal.outbox.tasks.prune", "schedule": 86400.0},
    "seal-audit": {"task": "portal.audit.tasks.seal", "schedule": 10.0, "options": {"expires": 10}},
    "check-audit": {"task": "portal.audit.tasks.check", "schedule": 3600.0, "options": {"expires": 3600}},
    "send-notices": {"task": "portal.notify.tasks.send_due", "schedule": 3.0, "options": {"expires": 3}},
    "plan-reminders": {
        "task": "portal.reminders.tasks.plan_upcoming",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    "keep-threads-owned": {
        "task": "portal.messaging.tasks.keep_owned",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "scan-files": {"task": "portal.files.tasks.scan", "schedule": 5.0, "options": {"expires": 5}},
    "sweep-files": {"task": "portal.files.tasks.sweep", "schedule": 3600.0, "options": {"expires": 3600}},
    "pass-on-alerts": {"task": "portal.safety.tasks.pass_on", "schedule": 30.0, "options": {"expires": 30}},
}

# --- mail, push, SMS: sinks until a place configures the real thing ------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The browsers' own push services; no other address is ever contacted for a push.
PUSH_HOSTS = env.words(
    "PUSH_HOSTS",
    "fcm.googleapis.com,updates.push.services.mozilla.com,.push.apple.com,.notify.windows.com",
)
# The provider's secret, by which a STOP by text is believed. Without it the door for texts is not there.
TWILIO_AUTH_TOKEN = env.text("TWILIO_AUTH_TOKEN", "")
TWILIO_ACCOUNT_SID = env.text("TWILIO_ACCOUNT_SID", "")
TWILIO_FROM = env.text("TWILIO_FROM", "")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Footbridge <no-reply@localhost>")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "portal.kernel.logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "CRITICAL"},
        "uvicorn.access": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
    },
}
CSRF_FAILURE_VIEW = "api.errors.csrf_failure"
