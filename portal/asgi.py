"""The one ASGI application: HTTP to Django, /ws to the socket consumer."""

import os
import sys

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
try:
    django_app = get_asgi_application()
except ImproperlyConfigured as wrong:
    sys.exit(f"It cannot start: {wrong}")

from channels.routing import ProtocolTypeRouter

from api.realtime.routing import socket_app

application = ProtocolTypeRouter({"http": django_app, "websocket": socket_app})
