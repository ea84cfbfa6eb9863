from django.urls import path

from api.careplan import views

urlpatterns = [
    path("patients/<uuid:patient_id>/plan", views.Plan.as_view()),
    path("patients/<uuid:patient_id>/plan/summary", views.Summary.as_view()),
    path("patients/<uuid:patient_id>/plan/story", views.Story.as_view()),
    path("patients/<uuid:patient_id>/plan/seen", views.Seen.as_view()),
    path("patients/<uuid:patient_id>/goals", views.Goals.as_view()),
    path("goals/<uuid:goal_id>", views.Goal.as_view()),
    path("goals/<uuid:goal_id>/rating", views.OwnRating.as_view()),
    path("goals/<uuid:goal_id>/team-rating", views.TeamRating.as_view()),
    path("goals/<uuid:goal_id>/change-requests", views.Asks.as_view()),
    path("change-requests/<uuid:request_id>/close", views.CloseAsk.as_view()),
]
