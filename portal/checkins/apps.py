from django.apps import AppConfig


class CheckInsConfig(AppConfig):
    name = "portal.checkins"
    label = "checkins"
