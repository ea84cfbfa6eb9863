"""The checks that need Django: `python -m portal.supervisor.project_checks migrations|deploy|openapi`."""

import base64
import json
import os
import secrets
import sys
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "api" / "openapi.json"


def migrations() -> int:
    """What would lock a table for long, or break the release that still runs."""
    django.setup()
    from django.apps import apps
    from django_migration_linter import MigrationLinter

    own = [app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT / "portal")]
    linter = MigrationLinter(str(ROOT), include_apps=own, no_cache=True, quiet=["ok", "ignore"])
    linter.lint_all_migrations()
    linter.print_summary()
    return 1 if linter.has_errors else 0


def deploy() -> int:
    """Django's own list for a real server, with keys like a real clinic's, and with nothing silenced."""

    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PUBLIC_ORIGIN": "https://portal.example.org",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "MASTER_KEYS": f"m1:{key()}",
        "AUDIT_HMAC_KEY": key(),
        "CHANNEL_KEY": key(),
        "VAPID_PRIVATE_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("="),
    }
    django.setup()
    from django.conf import settings

    if settings.SILENCED_SYSTEM_CHECKS:
        print(f"Silenced: {settings.SILENCED_SYSTEM_CHECKS}. Mend the cause instead.")
        return 1
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except SystemCheckError as error:
        print(error)
        return 1
    return 0


def openapi(*, write: bool) -> int:
    """The document of the wire, kept in the repository so that a change of it is seen in review."""
    django.setup()
    text = StringIO()
    try:
        call_command("spectacular", format="openapi-json", validate=True, fail_on_warn=True, stdout=text)
    except CommandError as error:  # its warnings are on the error stream already
        print(error)
        return 1
    fresh = json.dumps(json.loads(text.getvalue()), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if write:
        SNAPSHOT.write_text(fresh, encoding="utf-8")
        return 0
    if not SNAPSHOT.exists() or SNAPSHOT.read_text(encoding="utf-8") != fresh:
        print("api/openapi.json is older than the code: run `make fmt`, and look at what it changes.")
        return 1
    return 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["migrations"]:
            return migrations()
        case ["deploy"]:
            return deploy()
        case ["openapi", *rest]:
            return openapi(write="--write" in rest)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
