"""The statements of messaging that the ORM cannot say, by subject: `facts` and `write` for a message, `view`
for its readers, `inbox` for the team's list, `clock` for the time of answers."""

from portal.messaging.sql.clock import MEASURED, QUESTIONS
from portal.messaging.sql.facts import ANSWER_FACTS, HOURS, SEND_FACTS
from portal.messaging.sql.inbox import BADGES, INBOX, MOST_COUNTED, PAGES
from portal.messaging.sql.view import MESSAGES, THREADS, VIEW
from portal.messaging.sql.write import MESSAGE, WRITE_MANY, WRITE_ONE

__all__ = [
    "ANSWER_FACTS",
    "BADGES",
    "HOURS",
    "INBOX",
    "MEASURED",
    "MESSAGE",
    "MESSAGES",
    "MOST_COUNTED",
    "PAGES",
    "QUESTIONS",
    "SEND_FACTS",
    "THREADS",
    "VIEW",
    "WRITE_MANY",
    "WRITE_ONE",
]
