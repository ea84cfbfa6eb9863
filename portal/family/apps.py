from django.apps import AppConfig


class FamilyConfig(AppConfig):
    name = "portal.family"
    label = "family"

    def ready(self) -> None:
        from portal.family import handlers  # noqa: F401 - says what an accepted invitation gives
