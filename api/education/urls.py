from django.urls import path

from api.education import views

urlpatterns = [
    path("articles", views.Articles.as_view()),
    path("articles/<uuid:article_id>", views.Article.as_view()),
    path("articles/<uuid:article_id>/understood", views.Understood.as_view()),
    path("articles/<uuid:article_id>/saved", views.Saved.as_view()),
    path("course", views.Course.as_view()),
    path("decks", views.Decks.as_view()),
]
