"""The storage of files where nothing else is configured: a folder of this machine."""

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """Each piece appears whole or not at all, and is on the disk before anybody is told so. Where the disk
    is nearly full it refuses, and leaves the last room (FILES_KEEP_FREE) to the database."""

    def __init__(self, location: str | None = None) -> None:
        super().__init__(
            location=location or settings.FILES_DIR,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
            allow_overwrite=True,
        )

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(target.parent).free < settings.FILES_KEEP_FREE + content.size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                for part in content.chunks():
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(target)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
        return name
