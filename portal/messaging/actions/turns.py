"""That two members of the team do not answer the same words without knowing of each other."""

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import BeingAnswered
from portal.messaging.models import Message, Replying, Thread


def nobody_else_answers(actor: Actor, thread: Thread, *, seen: int | None) -> None:
    """Of a thread that is locked. `seen` is the last message that the writer has seen. Raises BeingAnswered
    while a colleague is writing, or where one has answered after `seen`."""
    held = Replying.objects.filter(thread=thread, until__gt=clock.now()).exclude(account_id=actor.me)
    if name := held.values_list("name", flat=True).first():
        raise BeingAnswered("desk.somebody_replies", name=name)
    if seen is None or thread.last_seq <= seen:
        return
    answers = Message.objects.filter(thread=thread, seq__gt=seen, from_team=True, kind="person")
    others = answers.exclude(author_id=actor.me).order_by("-seq")
    if name := others.values_list("author_name", flat=True).first():
        raise BeingAnswered("desk.somebody_answered", name=name)
