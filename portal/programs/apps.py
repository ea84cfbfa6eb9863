from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "portal.programs"
    label = "programs"

    def ready(self) -> None:
        from portal.programs import acceptance

        acceptance.register()
