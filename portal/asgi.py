"""The one ASGI application: HTTP to Django, /ws to the socket consumer."""

import gc
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
try:
    django.setup(set_prefix=False)
except ImproperlyConfigured as wrong:
    sys.exit(f"It cannot start: {wrong}")

from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from api.http import Http
from api.realtime.routing import socket_app

# Threads that serve HTTP keep their connection from request to request (portal.kernel.connections).
request_started.disconnect(close_old_connections)
request_finished.disconnect(close_old_connections)

# What is loaded stays: the collector need not walk through it again and again. What a message makes is gone
# with it, by counting; cycles are few, and are looked for less often.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)

http = Http(size=settings.HTTP_THREADS)
application = ProtocolTypeRouter({"http": http, "websocket": socket_app})
