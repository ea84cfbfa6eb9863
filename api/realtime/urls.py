from django.urls import path

from api.sync import Sync

urlpatterns = [path("sync", Sync.as_view())]
