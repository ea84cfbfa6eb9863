"""Fills a database with the demo clinic: run as `python -m tests.e2e.demo_clinic`."""

import django

django.setup()

from portal.demo import loader  # noqa: E402 - needs Django to be set up

if __name__ == "__main__":
    loader.load()
