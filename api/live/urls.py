from django.urls import path

from api.live import views

urlpatterns = [
    path("live-sessions", views.Sessions.as_view()),
    path("live-sessions/<uuid:session_id>", views.Session.as_view()),
    path("live-sessions/<uuid:session_id>/registration", views.Registration.as_view()),
    path("live-sessions/<uuid:session_id>/presence", views.Presence.as_view()),
    path("live-sessions/<uuid:session_id>/room", views.Room.as_view()),
    path("live-sessions/<uuid:session_id>/log", views.Log.as_view()),
    path("live-sessions/<uuid:session_id>/state", views.State.as_view()),
    path("live-sessions/<uuid:session_id>/slide", views.Slide.as_view()),
    path("live-sessions/<uuid:session_id>/lock", views.Lock.as_view()),
    path("live-sessions/<uuid:session_id>/questions", views.Questions.as_view()),
    path("live-questions/<uuid:question_id>/answer", views.Answer.as_view()),
]
