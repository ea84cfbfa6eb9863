"""What happened to files. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FileScanned(Event):
    """The scanner has spoken. To everyone who may read the message, or, before that, to the uploader."""

    kind: ClassVar[str] = "files.file_scanned"
