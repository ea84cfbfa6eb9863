"""A real clinic's server refuses to start when it would be unsafe, with one line that says the mend."""

import base64
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# Each of our doors, as its process is started.
DOORS = {
    "manage": ("manage.py", "check"),
    "web": ("-c", "import portal.asgi"),
    "worker": ("-m", "celery", "-A", "portal.celery", "report"),
}


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


GOOD = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "PUBLIC_ORIGIN": "https://portal.example.org",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "MASTER_KEYS": f"m1:{_key()}",
    "AUDIT_HMAC_KEY": _key(),
    "CHANNEL_KEY": _key(),
    "VAPID_PRIVATE_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("="),
}


def start(changed: dict[str, str], door: str = "manage", folder: Path | None = None) -> tuple[int, str]:
    """Exit code, and what was said. An empty value takes a setting away."""
    env = {**GOOD, **changed, "PATH": os.environ["PATH"]}
    if folder is not None:
        env["PYTHONPATH"] = f"{folder}:{ROOT}"
    done = subprocess.run(
        [sys.executable, *DOORS[door]],
        cwd=ROOT,
        env={name: value for name, value in env.items() if value},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize("door", DOORS)
def test_with_everything_in_place_each_door_opens(door: str) -> None:
    code, said = start({}, door)
    assert (code, said) == (0, "")


NOT_SET = "{0} is not set. Set it, or {0}_FILE to a file that holds it."
SHORT = "SECRET_KEY must be at least 50 random characters."
ORIGIN = "PUBLIC_ORIGIN must look like https://portal.example.org, without a slash."
ZEROS = base64.b64encode(bytes(32)).decode()
UNSAFE = [
    ("DEBUG", "true", "DEBUG shows inner workings to strangers: unset it."),
    ("SECRET_KEY", "", NOT_SET.format("SECRET_KEY")),
    ("SECRET_KEY", "django-insecure-" + "abcdefghij" * 5, SHORT),
    ("SECRET_KEY", "change-me", SHORT),
    ("MASTER_KEYS", "", NOT_SET.format("MASTER_KEYS")),
    ("MASTER_KEYS", ZEROS, "MASTER_KEYS must look like m1:BASE64,m2:BASE64, each name once."),
    ("MASTER_KEYS", "m1:c2hvcnQ=", "MASTER_KEYS must be 32 bytes in base64; it has 5."),
    ("MASTER_KEYS", f"m1:{ZEROS}", "MASTER_KEYS is not random: make a new key."),
    ("AUDIT_HMAC_KEY", "", NOT_SET.format("AUDIT_HMAC_KEY")),
    ("CHANNEL_KEY", "%%%", "CHANNEL_KEY must be 32 bytes in base64."),
    ("CHANNEL_KEY_FILE", "/nowhere/key", "CHANNEL_KEY_FILE points to a file that cannot be read."),
    ("PUBLIC_ORIGIN", "http://portal.example.org", ORIGIN),
    ("PUBLIC_ORIGIN", "https://portal.example.org/", ORIGIN),
    ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must look like postgresql://user:password@host:5432/name."),
    ("DB_POOL_SIZE", "many", "DB_POOL_SIZE must be a whole number from 1 to 200."),
    ("DB_LOCK_TIMEOUT", "0", "DB_LOCK_TIMEOUT must be a whole number from 1 to 60."),
    ("SSL_REDIRECT", "perhaps", "SSL_REDIRECT must be true or false."),
]


@pytest.mark.feature("D5.d")
@pytest.mark.parametrize(("name", "value", "line"), UNSAFE)
def test_an_unsafe_or_wrong_setting_stops_the_start_with_one_line(name: str, value: str, line: str) -> None:
    assert start({name: value}) == (1, f"It cannot start: {line}")


@pytest.mark.parametrize("door", ["web", "worker"])
def test_the_servers_say_the_same_line(door: str) -> None:
    assert start({"DEBUG": "yes"}, door) == (
        1,
        "It cannot start: DEBUG shows inner workings to strangers: unset it.",
    )


DEMO = "A demo app is installed in a place that is no demo."
DERIVED = [
    ("manage", "INSTALLED_APPS = [*INSTALLED_APPS, 'portal.demo']", DEMO),
    ("manage", "INSTALLED_APPS = [*INSTALLED_APPS, 'api.demo']", DEMO),
    ("manage", "INSTALLED_APPS = [*INSTALLED_APPS, 'portal.demo.apps.DemoConfig']", DEMO),
    ("web", "INSTALLED_APPS = [*INSTALLED_APPS, 'portal.demo', 'api.demo']", DEMO),
    ("worker", "INSTALLED_APPS = [*INSTALLED_APPS, 'portal.demo']", DEMO),
    ("web", "DEBUG = True", "DEBUG shows inner workings to strangers."),
    ("manage", "MASTER_KEYS = {}", "There is no master key: sealed text could not be read."),
    ("web", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True", "Passkeys would be taken from any origin."),
]


@pytest.mark.feature("D5.d")
@pytest.mark.parametrize(("door", "change", "line"), DERIVED)
def test_settings_built_on_production_are_refused_when_they_add_what_is_unsafe(
    tmp_path: Path, door: str, change: str, line: str
) -> None:
    module = tmp_path / "own_settings.py"
    module.write_text(f"from portal.settings.production import *\n{change}\n")
    answer = start({"DJANGO_SETTINGS_MODULE": "own_settings"}, door, tmp_path)
    assert answer == (1, f"It cannot start: {line}")


def test_an_app_of_the_demo_among_the_products_own_is_refused_by_name(tmp_path: Path) -> None:
    module = tmp_path / "own_settings.py"
    module.write_text(
        "from portal.settings import base\nbase.INSTALLED_APPS.append('portal.demo')\n"
        "from portal.settings.production import *\n"
    )
    code, said = start({"DJANGO_SETTINGS_MODULE": "own_settings"}, "manage", tmp_path)
    assert (code, said) == (
        1,
        "It cannot start: portal.demo is a demo app and must not be installed in production.",
    )
