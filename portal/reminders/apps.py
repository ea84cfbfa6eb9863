from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "portal.reminders"
    label = "reminders"

    def ready(self) -> None:
        from portal.reminders import handlers  # noqa: F401 - subscribes, and registers the reason
