from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "portal.forms"
    label = "forms"
