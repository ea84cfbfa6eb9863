from django.apps import AppConfig


class CareplanConfig(AppConfig):
    name = "portal.careplan"
    label = "careplan"
