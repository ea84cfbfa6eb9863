"""How soon a program answers, by topic: an administrator's setting with a day from which it holds."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.kernel.transaction import action
from portal.messaging import logic
from portal.messaging.models import TopicPromise
from portal.outbox import publish
from portal.programs import selectors as programs
from portal.programs.events import ProgramChanged


@action
def set_promises(actor: Actor, *, program_id: UUID, starts_on: date, minutes: Mapping[str, int]) -> None:
    """Within how many minutes of team hours each of these topics is answered, from a day of the program's
    zone on. What was promised before stands: it is kept with each question.

    Allowed: the program's administrator. A second time for the same day replaces the first. Publishes
    ProgramChanged. Raises Invalid, NotFound.
    """
    program = programs.program(actor, program_id=program_id, permission=Permission.PROGRAM_MANAGE, lock=True)
    if starts_on < clock.local(clock.now(), program.timezone).date():
        raise Invalid("/starts_on", "desk.promise_past")
    for topic, within in minutes.items():
        if topic not in logic.TOPICS:
            raise Invalid("/minutes", "errors.field.invalid_choice")
        if not logic.SHORTEST_PROMISE <= within <= logic.LONGEST_PROMISE:
            raise Invalid(f"/minutes/{topic}", "desk.promise_minutes")
        TopicPromise.objects.update_or_create(
            program=program, topic=topic, starts_on=starts_on, defaults={"minutes": within}
        )
    audit.record(
        actor, "messaging.set_promises", object_type="program", object_id=program.id, program_id=program.id
    )
    to = policy.who_can_in_program(Permission.PROGRAM_READ, program_id=program.id)
    publish(ProgramChanged(object_id=program.id, program_id=program.id), recipients=to)
