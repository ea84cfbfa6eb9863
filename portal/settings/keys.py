"""Keys from the 0600 file in the data folder (demo, dev) or from secrets (production)."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from portal.settings import env


def from_file(data_dir: Any) -> dict[str, Any]:
    found = env.key_file(data_dir / "keys.json")
    return {
        "SECRET_KEY": str(found["secret_key"]),
        "MASTER_KEYS": {name: env.key("master_keys", value) for name, value in found["master_keys"].items()},
        "AUDIT_HMAC_KEY": env.key("audit_hmac", found["audit_hmac"]),
        "CHANNEL_KEY": env.key("channel_key", found["channel_key"]),
        "VAPID_PRIVATE_KEY": str(found["vapid_private"]),
        "BACKUP_KEY": _backup_key(found.get("backup_key", "")),
    }


def from_environment() -> dict[str, Any]:
    """MASTER_KEYS is `id:base64,id:base64`, the newest last: it encrypts, all decrypt.

    Raises ImproperlyConfigured for a key that is missing, short, or one that anybody could guess.
    """
    secret = env.text("SECRET_KEY")
    if len(secret) < 50 or len(set(secret)) < 10 or secret.startswith("django-insecure"):
        raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters.")
    return {
        "SECRET_KEY": secret,
        "MASTER_KEYS": _masters(),
        "AUDIT_HMAC_KEY": _random("AUDIT_HMAC_KEY", env.text("AUDIT_HMAC_KEY")),
        "CHANNEL_KEY": _random("CHANNEL_KEY", env.text("CHANNEL_KEY")),
        "VAPID_PRIVATE_KEY": env.text("VAPID_PRIVATE_KEY"),
        "BACKUP_KEY": _backup_key(""),
    }


def _masters() -> dict[str, bytes]:
    found = {}
    for pair in env.words("MASTER_KEYS"):
        name, colon, value = pair.partition(":")
        if not name or not colon or name in found:
            raise ImproperlyConfigured("MASTER_KEYS must look like m1:BASE64,m2:BASE64, each name once.")
        found[name] = _random("MASTER_KEYS", value)
    return found


def _random(name: str, value: str) -> bytes:
    """A key of one repeated byte, or of a counter's few, is somebody's example."""
    raw = env.key(name, value)
    if len(set(raw)) < 12:
        raise ImproperlyConfigured(f"{name} is not random: make a new key.")
    return raw


def _backup_key(kept: str) -> bytes | None:
    """Only the tools that back up and restore need it; the servers run better without it."""
    value = env.text("BACKUP_KEY", kept)
    return _random("BACKUP_KEY", value) if value else None
