"""The Celery application. JSON only; broker messages carry ids, never text; due times live in tables."""

import os
import sys

import django
from celery import Celery
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
try:
    django.setup()
except ImproperlyConfigured as wrong:
    sys.exit(f"It cannot start: {wrong}")

app = Celery("footbridge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
