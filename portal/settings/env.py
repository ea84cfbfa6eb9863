"""Typed readers of the environment. A wrong value stops the start with one line that says the mend.

A secret may come as `NAME` or as `NAME_FILE`, the path of a file that holds it (container secrets).
"""

import base64
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE points to a file that cannot be read.") from error
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it, or {name}_FILE to a file that holds it.")
    return default


def flag(name: str, default: bool) -> bool:
    value = text(name, "true" if default else "false").lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false.")


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name, str(default))
    if not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def words(name: str, default: str | None = None) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def table(name: str) -> dict[str, Any]:
    """A JSON object; empty where it is not set."""
    try:
        found = json.loads(text(name, "{}"))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object.")
    return found


def address(name: str) -> tuple[str, int] | str | None:
    """`host:port`, the path of a socket, or nothing."""
    value = text(name, "")
    host, _, port = value.rpartition(":")
    if not value or value.startswith("/"):
        return value or None
    if not host or not port.isdigit():
        raise ImproperlyConfigured(f"{name} must look like clamav:3310 or /run/clamav/clamd.sock.")
    return host, int(port)


def database(name: str) -> dict[str, Any]:
    """A `postgresql://user:password@host:port/name` address; `?host=/folder` for a unix socket."""
    url = urlsplit(text(name))
    if url.scheme not in {"postgres", "postgresql"} or len(url.path) < 2:
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:5432/name.")
    query = dict(part.split("=", 1) for part in url.query.split("&") if "=" in part)
    options = {key: unquote(value) for key, value in query.items() if key != "host"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(query.get("host", "")) or url.hostname or "",
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }


def key(name: str, value: str) -> bytes:
    """32 bytes in base64."""
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be 32 bytes in base64.") from error
    if len(raw) != 32:
        raise ImproperlyConfigured(f"{name} must be 32 bytes in base64; it has {len(raw)}.")
    return raw


def key_file(path: Path) -> dict[str, Any]:
    """The key file that the supervisor makes at the first start (mode 0600)."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{path.name} in the data folder cannot be read.") from error
    missing = {"secret_key", "master_keys", "audit_hmac", "channel_key", "vapid_private"} - set(found)
    if missing:
        raise ImproperlyConfigured(f"{path.name} lacks: {', '.join(sorted(missing))}.")
    return dict(found)
