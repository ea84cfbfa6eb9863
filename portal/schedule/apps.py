from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "portal.schedule"
    label = "schedule"

    def ready(self) -> None:
        from portal.schedule import agenda, handlers  # noqa: F401  # registers the reactions
