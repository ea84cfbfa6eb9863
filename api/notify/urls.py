"""Addresses of one's own notices."""

from django.urls import path

from api.notify import views

urlpatterns = [
    path("reminder-settings", views.Preferences.as_view()),
    path("push-devices", views.Devices.as_view()),
]
