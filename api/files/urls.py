"""Addresses of files."""

from django.urls import path

from api.files import views

urlpatterns = [
    path("files", views.Files.as_view()),
    path("files/limits", views.FileLimits.as_view()),
    path("files/<uuid:file_id>", views.OneFile.as_view()),
    path("files/<uuid:file_id>/pieces/<int:piece>", views.Piece.as_view()),
    path("files/<uuid:file_id>/finish", views.Finish.as_view()),
    path("files/<uuid:file_id>/content", views.Content.as_view()),
    path("files/<uuid:file_id>/preview", views.Preview.as_view()),
]
