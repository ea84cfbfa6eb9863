from django.urls import path

from api.schedule import views

urlpatterns = [
    path("patients/<uuid:patient_id>/today", views.Today.as_view()),
    path("patients/<uuid:patient_id>/week", views.Week.as_view()),
    path("sessions/<uuid:session_id>/late", views.Late.as_view()),
    path("sessions/<uuid:session_id>/attendance", views.Attendance.as_view()),
    path("sessions/<uuid:session_id>/move", views.Move.as_view()),
    path("sessions/<uuid:session_id>/cancel", views.Cancel.as_view()),
    path("day-sheet", views.DaySheet.as_view()),
]
