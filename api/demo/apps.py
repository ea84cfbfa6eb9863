from django.apps import AppConfig


class DemoApiConfig(AppConfig):
    name = "api.demo"
    label = "api_demo"
