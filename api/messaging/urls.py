"""Addresses of messaging."""

from django.urls import path

from api.messaging import views
from api.messaging.views import clock

urlpatterns = [
    path("threads", views.Threads.as_view()),
    path("threads/<uuid:thread_id>/messages", views.Messages.as_view()),
    path("threads/<uuid:thread_id>/answers", views.Answers.as_view()),
    path("threads/<uuid:thread_id>/read", views.Read.as_view()),
    path("threads/<uuid:thread_id>/claim", views.Claim.as_view()),
    path("threads/<uuid:thread_id>/assign", views.Assign.as_view()),
    path("threads/<uuid:thread_id>/close", views.Close.as_view()),
    path("threads/<uuid:thread_id>/replying", views.Replying.as_view()),
    path("threads/<uuid:thread_id>/notes", views.Notes.as_view()),
    path("threads/<uuid:thread_id>/mentions/seen", views.MentionsSeen.as_view()),
    path("threads/<uuid:thread_id>/colleagues", views.Colleagues.as_view()),
    path("threads/<uuid:thread_id>/saved-replies", views.ThreadReplies.as_view()),
    path("saved-replies", views.SavedReplies.as_view()),
    path("saved-replies/<uuid:reply_id>", views.SavedReply.as_view()),
    path("saved-replies/<uuid:reply_id>/archive", views.ArchiveReply.as_view()),
    path("messages/search", views.Search.as_view()),
    path("messages/<uuid:message_id>", views.Message.as_view()),
    path("messages/<uuid:message_id>/recall", views.Recall.as_view()),
    path("messages/<uuid:message_id>/history", views.History.as_view()),
    path("inbox", views.Inbox.as_view()),
    path("promise", views.Promise.as_view()),
    path("unread", views.Unread.as_view()),
    path("drafts/<str:place>", views.Draft.as_view()),
    path("programs/<uuid:program_id>/team-clock", clock.TeamClock.as_view()),
    path("programs/<uuid:program_id>/answer-times", clock.Terms.as_view()),
    path("programs/<uuid:program_id>/reply-report", clock.ReplyReport.as_view()),
    path("programs/<uuid:program_id>/owner-check", clock.OwnerCheck.as_view()),
]
