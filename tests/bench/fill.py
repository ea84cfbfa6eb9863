"""Fills the clinic of a run: `python -m tests.bench.fill <part> name=value ...`, in the product's settings.

People, teams and threads by the product's own actions; what comes in hundreds of thousands by bulk
inserts, with the real sealing.
"""

import sys
from collections.abc import Callable

import django

django.setup()

from tests.bench import filling  # noqa: E402 - needs Django to be set up

PARTS: dict[str, Callable[..., str]] = {
    "pairs": filling.pairs,
    "long_threads": filling.long_threads,
    "inboxes": filling.inboxes,
}

if __name__ == "__main__":
    wanted = dict(argument.split("=", 1) for argument in sys.argv[2:])
    print(PARTS[sys.argv[1]](**{name: int(value) for name, value in wanted.items()}))
