"""One line a log record: time, level, logger, message. Exceptions lose their values, keep their places.

An exception's text can hold what a person wrote (a database error quotes the row). So the formatter
writes the type and the stack of file names and lines, never the exception's own words.
"""

import logging
import traceback
from types import TracebackType
from typing import Any


class PlainFormatter(logging.Formatter):
    def __init__(self, **_kwargs: Any) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _error, trace = ei
        rows = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return f"{kind.__name__ if kind else 'error'} at " + " < ".join(reversed(rows[-8:]))
