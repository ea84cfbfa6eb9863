"""Waiting for a condition, with an end."""

import time
from collections.abc import Callable


def until(condition: Callable[[], bool], *, within: float, every: float = 0.2) -> float:
    """Seconds until it holds; fails where it does not within so many."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < within, f"not within {within} s: {condition}"
        time.sleep(every)
    return time.monotonic() - began
