from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "portal.measures"
    label = "measures"

    def ready(self) -> None:
        from portal.measures import due  # noqa: F401 - offers check-ins to Today
