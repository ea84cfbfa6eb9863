"""Addresses of one's own notices."""

from django.urls import path

from api.notify import outside, views

urlpatterns = [
    path("reminder-settings", views.Preferences.as_view()),
    path("push-devices", views.Devices.as_view()),
    path("patients/<uuid:patient_id>/reach", views.Reach.as_view()),
    path("notices/mail-off", outside.MailOff.as_view()),
    path("notices/texts", outside.Texts.as_view()),
]
