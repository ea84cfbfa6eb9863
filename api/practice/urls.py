from django.urls import path

from api.practice import views

urlpatterns = [
    path("patients/<uuid:patient_id>/practice", views.Practice.as_view()),
    path("patients/<uuid:patient_id>/practice/entries", views.Entries.as_view()),
    path("patients/<uuid:patient_id>/practice/cards", views.Cards.as_view()),
    path("practice-entries/<uuid:entry_id>", views.Entry.as_view()),
]
