"""Questions of the team that one tap answers. Parts of sending: both run inside its transaction."""

import json
from collections.abc import Sequence
from uuid import UUID

from portal.kernel.errors import Conflict, Invalid
from portal.messaging import logic
from portal.messaging.models import Message, Thread


def checked_choices(question: str, choices: Sequence[str]) -> list[str]:
    """The words to choose from, in order; none for yes and no, which every language has of its own."""
    found = [choice.strip() for choice in choices]
    if question not in logic.QUESTIONS:
        raise Invalid("/question", "errors.field.invalid_choice")
    if question != "choices":
        if found:
            raise Invalid("/choices", "talks.choices_wrong")
        return []
    fit = 2 <= len(found) <= logic.MOST_CHOICES and len(set(found)) == len(found)
    if not fit or any(not 1 <= len(choice) <= logic.LONGEST_CHOICE for choice in found):
        raise Invalid("/choices", "talks.choices_wrong")
    return found


def ask(message: Message, *, question: str, choices: Sequence[str]) -> None:
    """Marks a message of the team as a question."""
    message.question = question
    message.choices = json.dumps(choices) if choices else None
    message.save(update_fields=["question", "choices"])


def question_of(thread: Thread, *, message_id: UUID) -> Message:
    """The question that a tap answers, on its locked thread: the newest one, not yet answered, not taken
    back; else Conflict."""
    asked = Message.objects.filter(thread=thread, recalled_at=None).exclude(question="")
    newest = asked.order_by("-seq").first()
    if newest is None or newest.id != message_id:
        raise Conflict("talks.question_over")
    if Message.objects.filter(answers_to=newest, recalled_at=None).exists():
        raise Conflict("talks.question_over")
    return newest
