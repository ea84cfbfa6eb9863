"""Addresses of accounts."""

from django.urls import path

from api.accounts import doors, views

urlpatterns = [
    path("session", views.SessionView.as_view()),
    path("session/device", views.ThisDeviceView.as_view()),
    path("account", views.AccountView.as_view()),
    path("account/setup", views.SetupView.as_view()),
    path("sessions", views.DevicesView.as_view()),
    path("sessions/<uuid:session_id>", views.DeviceView.as_view()),
    path("invitations/look", doors.LookView.as_view()),
    path("invitations/passkey", doors.PasskeyView.as_view()),
    path("invitations/accept", doors.AcceptView.as_view()),
    path("education/sign-up", doors.SignUpView.as_view()),
    path("education/sign-up/confirm", doors.ConfirmView.as_view()),
]
