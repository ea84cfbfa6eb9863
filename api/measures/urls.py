"""Addresses of measures. Ids only: the name of an instrument never stands in an address."""

from django.urls import path

from api.measures import views

urlpatterns = [
    path("patients/<uuid:patient_id>/measures", views.Measures.as_view()),
    path("measures/<uuid:measure_id>/form", views.Form.as_view()),
    path("measures/<uuid:measure_id>/draft", views.Draft.as_view()),
    path("measures/<uuid:measure_id>/responses", views.Responses.as_view()),
]
