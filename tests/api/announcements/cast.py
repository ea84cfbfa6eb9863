"""Who gets what from announcements: the leader of the group, for whom they care for, and the lead."""

from tests.cast import Made, Row, everyone
from tests.portal.announcements.objects import TEXTS, group, tell
from tests.world import World

MAY: dict[str, int | str] = {"therapist": 200, "lead": 200}


def words(world: World) -> Made:
    return {"body": {"session_id": group(world).id, "texts": TEXTS}}


def asked(world: World) -> Made:
    return {"query": {"session": str(group(world).id)}}


def sent(world: World) -> Made:
    return {"path": {"announcement_id": tell(world, group(world))}}


ROWS = [
    Row("POST", "/api/v1/announcements", make=words, expect={"therapist": 201, "lead": 201}),
    Row("GET", "/api/v1/announcements/reach", make=asked, expect=MAY),
    Row("GET", "/api/v1/announcements/{announcement_id}", make=sent, expect=MAY),
    # A list: empty for everyone but the lead.
    Row("GET", "/api/v1/announcements/tracks", expect=everyone(status=200)),
]
