from django.urls import path

from api.calendar import views

urlpatterns = [path("calendar", views.Calendar.as_view())]
