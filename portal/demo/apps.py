from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DemoConfig(AppConfig):
    name = "portal.demo"
    label = "demo"

    def ready(self) -> None:
        if not settings.DEMO:
            raise ImproperlyConfigured("portal.demo is installed, but this is no demo.")
