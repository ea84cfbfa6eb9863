from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "portal.education"
    label = "education"

    def ready(self) -> None:
        from portal.education import handlers  # noqa: F401 - registers the reactions
