"""For a developer's own server: the demo, with Django's error pages."""

from portal.settings.demo import *  # noqa: F403 - a settings module is the sum of its base

DEBUG = True
