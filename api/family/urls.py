from django.urls import path

from api.family import views

urlpatterns = [
    path("consents", views.Consents.as_view()),
    path("consents/preview", views.Preview.as_view()),
    path("consents/<uuid:consent_id>", views.Consent.as_view()),
    path("consents/<uuid:consent_id>/withdrawal", views.Withdrawal.as_view()),
    path("patients/<uuid:patient_id>/consents", views.PatientConsents.as_view()),
    path("shared", views.SharedWithMe.as_view()),
]
