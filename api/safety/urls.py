"""Addresses of alerts and of help."""

from django.urls import path

from api.safety import views

urlpatterns = [
    path("alerts", views.Alerts.as_view()),
    path("alerts/<uuid:alert_id>/acknowledge", views.Acknowledge.as_view()),
    path("crisis", views.Crisis.as_view()),
]
