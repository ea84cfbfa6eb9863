from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "portal.messaging"
    label = "messaging"

    def ready(self) -> None:
        from portal.messaging import handlers  # noqa: F401 - subscribes, and registers the reason
