"""The keys of one installation, made once, apart from the database, in a file for its owner alone."""

import base64
import json
import os
import secrets
from pathlib import Path

from portal.supervisor.processes import CannotStart


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def _vapid() -> str:
    """A P-256 private key as 32 raw bytes in base64url, the form that web push libraries read."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode("ascii").rstrip("=")


def ensure(data_dir: Path) -> Path:
    """`keys.json` in the data folder, made where there is none. An existing file is never changed.

    Raises CannotStart where the file is missing beside a database: its texts could not be read any more.
    """
    path = data_dir / "keys.json"
    if path.exists():
        return path
    if (data_dir / "postgres" / "PG_VERSION").exists():
        raise CannotStart(
            f"{path} is missing, and the database needs it: restore it, or move {data_dir} away."
        )
    found = {
        "secret_key": secrets.token_urlsafe(64),
        "master_keys": {"m1": _key()},
        "audit_hmac": _key(),
        "channel_key": _key(),
        "backup_key": _key(),
        "vapid_private": _vapid(),
    }
    data_dir.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(found, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path
