"""/demo: the demo's own doors."""

from django.urls import URLPattern, path

from api.demo import notices, views

urlpatterns: list[URLPattern] = [
    path("people", views.PeopleView.as_view()),
    path("sign-in", views.SignInView.as_view()),
    path("notices", notices.notices),
]
