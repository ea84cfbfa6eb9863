#!/usr/bin/env python3
"""Django's command line. Without DJANGO_SETTINGS_MODULE it speaks to the demo product."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        sys.exit(f"It cannot start: {wrong}")


if __name__ == "__main__":
    main()
