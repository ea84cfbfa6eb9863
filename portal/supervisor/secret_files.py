#!/usr/bin/env python3
"""`python3 portal/supervisor/secret_files.py secrets`: every secret of docker-compose.yml, each in a file.

Standard library alone, so that any machine can run it. Never changes a file that is there. The folder is
closed to others (0700); the files are readable, because containers read them as users of their own.
"""

import base64
import secrets
import sys
from pathlib import Path

# The order of the P-256 group: a private key is a number below it.
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def vapid() -> str:
    """A P-256 private key as web push wants it: 32 bytes in base64url."""
    number = secrets.randbelow(P256_ORDER - 1) + 1
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode("ascii").rstrip("=")


def contents() -> dict[str, str]:
    db, redis = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    return {
        "db_password": db,
        "database_url": f"postgresql://footbridge:{db}@db:5432/footbridge",
        "redis_conf": f'requirepass {redis}\nsave ""\nappendonly no\nmaxmemory 256mb\n',
        "redis_url": f"redis://:{redis}@redis:6379/0",
        "secret_key": secrets.token_urlsafe(64),
        "master_keys": f"m1:{key()}",
        "audit_hmac_key": key(),
        "channel_key": key(),
        "vapid_private_key": vapid(),
        "backup_key": key(),
        "mail_password": "",
    }


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        print(f"{folder} is not empty: lost keys make every sealed text unreadable, so nothing was changed.")
        return 1
    folder.chmod(0o700)
    for name, text in contents().items():
        file = folder / name
        file.write_text(text, encoding="ascii")
        file.chmod(0o644)
    print(f"Made {len(contents())} files in {folder}. Keep a copy apart from the backups.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
