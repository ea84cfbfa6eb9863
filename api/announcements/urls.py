from django.urls import path

from api.announcements import views

urlpatterns = [
    path("announcements", views.Announcements.as_view()),
    path("announcements/reach", views.Reach.as_view()),
    path("announcements/tracks", views.Tracks.as_view()),
    path("announcements/<uuid:announcement_id>", views.Announcement.as_view()),
]
