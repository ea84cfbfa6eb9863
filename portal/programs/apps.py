from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "portal.programs"
    label = "programs"

    def ready(self) -> None:
        from portal.programs import acceptance, handlers  # noqa: F401 - the accounts' events

        acceptance.register()
