from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class KernelConfig(AppConfig):
    name = "portal.kernel"
    label = "kernel"

    def ready(self) -> None:
        from portal.kernel import checks

        # Django runs its checks before its own commands only; a server must not start either.
        for unsafe in checks.safe_to_start():
            raise ImproperlyConfigured(unsafe.msg)
