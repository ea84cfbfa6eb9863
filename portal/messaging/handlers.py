"""Reactions to this domain's own events, and the reason that is asked just before a notice is sent."""

from portal.kernel.actor import Actor
from portal.messaging.actions import notices
from portal.messaging.selectors.notices import waits_unread
from portal.notify import ledger
from portal.notify.models import Notice
from portal.outbox import Fact, handler


@handler("messaging.message_sent", name="messaging.tell_of_message")
def tell_of_message(fact: Fact) -> None:
    notices.tell_of_message(Actor.system("messaging"), message_id=fact.object_id)


@ledger.reason(notices.TEMPLATE)
def message_is_unread(notice: Notice) -> bool:
    return waits_unread(notice.account_id, thread_id=notice.about_id, seq=notice.about_seq or 0)
