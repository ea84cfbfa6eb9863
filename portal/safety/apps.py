from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "portal.safety"
    label = "safety"

    def ready(self) -> None:
        from portal.safety import flags, handlers  # noqa: F401 - day sheet, and the measures' events
