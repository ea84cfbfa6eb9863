from django.urls import path

from api.checkins import views

urlpatterns = [
    path("patients/<uuid:patient_id>/checkins", views.CheckIns.as_view()),
    path("patients/<uuid:patient_id>/checkins/targets", views.Targets.as_view()),
    path("checkins/<uuid:checkin_id>", views.CheckIn.as_view()),
]
