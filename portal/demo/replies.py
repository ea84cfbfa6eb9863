"""The answers that the demo's team keeps ready, from the clinic's first days on."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from portal.demo.cast import Cast
from portal.demo.clinic import OPENED_DAYS_AGO
from portal.demo.data_files import read
from portal.demo.timeline import Timeline
from portal.messaging import actions


def tell(cast: Cast, line: Timeline) -> None:
    first = line.present - timedelta(days=OPENED_DAYS_AGO - 2)
    for number, reply in enumerate(read("saved_replies")["replies"]):
        for program in reply["programs"]:
            kept = first + timedelta(minutes=7 * number)
            line.at(kept, _keep(cast, reply, cast.programs[program].id))


def _keep(cast: Cast, reply: dict[str, Any], program_id: UUID) -> Any:
    return lambda: actions.keep_reply(
        cast.actor(reply["by"]), key=uuid4(), program_id=program_id, topic=reply["topic"],
        title=reply["title"], body_en=reply["en"], body_es=reply["es"],
    )  # fmt: skip
