from django.urls import path

from api.audit import views

urlpatterns = [
    path("audit", views.Trail.as_view()),
    path("audit/people", views.People.as_view()),
    path("audit/verification", views.VerificationView.as_view()),
]
