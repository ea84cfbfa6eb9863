"""Changes of this domain, by subject: `places` (anyone), `rooms` (the host), `questions` (both)."""

from portal.live.actions.places import cancel, join, leave, register
from portal.live.actions.questions import answer_question, ask_question
from portal.live.actions.rooms import end_session, lock_session, open_session, plan_session, show_slide

__all__ = [
    "answer_question",
    "ask_question",
    "cancel",
    "end_session",
    "join",
    "leave",
    "lock_session",
    "open_session",
    "plan_session",
    "register",
    "show_slide",
]
