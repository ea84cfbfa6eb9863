"""A57: two people change the same thing from the same copy of it: one change stands, and the other is told
to look again. Every operation that names a version is found in the API's description."""

import pytest
from django.db import transaction

from portal.access import grants
from portal.access.matrix import Basis
from portal.careplan.models import Goal
from portal.kernel import clock
from portal.programs.models import Staff
from tests.attacks.at_once import Press, all_at_once, statuses
from tests.attacks.texts import SCHEMA, body_of
from tests.cast import Row, rows
from tests.portal.careplan.objects import goal
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4

# Nothing to lose: the version says up to where somebody has read, and the later one stands.
MARKS = {"POST /api/v1/patients/{patient_id}/plan/seen"}
# The first save of one's own answers has no version yet.
OWN = {"PUT /api/v1/measures/{measure_id}/draft"}
# Changes without a version, and why none is lost.
WITHOUT = {
    "PATCH /api/v1/account": "one's own, each field by itself",
    "PUT /api/v1/drafts/{place}": "one's own; another device's words are offered, not overwritten (M4.f)",
    "PUT /api/v1/push-devices": "one's own phone's address",
    "PUT /api/v1/consents/{consent_id}/withdrawal": "has one outcome, whoever is first",
    "PUT /api/v1/goals/{goal_id}/rating": "one's own number; each is kept",
    "PUT /api/v1/goals/{goal_id}/team-rating": "a number; each is kept with its author",
    "PUT /api/v1/programs/{program_id}/answer-times": "each topic and day apart; only changes are sent",
    "PUT /api/v1/live-questions/{question_id}/answer": "the host's, from one screen",
    "PUT /api/v1/live-sessions/{session_id}/lock": "the host's, from one screen",
    "PUT /api/v1/live-sessions/{session_id}/slide": "the host's; frames carry a number and the newest stands",
    "PUT /api/v1/live-sessions/{session_id}/state": "steps forward only",
    "PUT /api/v1/live-sessions/{session_id}/presence": "one's own",
    "PUT /api/v1/live-sessions/{session_id}/registration": "one's own; A59 has the last place",
    "PUT /api/v1/patients/{patient_id}/practice/cards": "the patient's own choice of cards",
    "PUT /api/v1/files/{file_id}/pieces/{piece}": "one's own; the same piece again is the same",
}


def _versioned() -> set[str]:
    found = set()
    for path, operations in SCHEMA["paths"].items():
        for method, described in operations.items():
            schema = body_of(described)
            while schema and "$ref" in schema:
                schema = SCHEMA["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            if schema and "version" in schema.get("properties", {}):
                found.add(f"{method.upper()} {path}")
    return found


ROWS = [row for row in rows() if row.name in _versioned() - MARKS - OWN]


@pytest.fixture
def world() -> World:
    return build()


def test_every_change_names_the_version_it_changes_or_says_why_not() -> None:
    edits = {
        f"{method.upper()} {path}"
        for path, operations in SCHEMA["paths"].items()
        for method in operations
        if method in {"put", "patch"}
    }
    assert edits - _versioned() == set(WITHOUT)


@pytest.mark.feature("D5.f")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a57_of_several_changes_from_one_copy_one_stands(world: World, row: Row) -> None:
    made = row.make(world)
    may = [who for who, status in row.expect.items() if isinstance(status, int) and status < 300]
    path = row.path.format(**made.get("path", {}))
    # Where everybody has their own, the same person presses on several phones.
    one = may[:1] if len(may) > 4 else may
    presses: list[Press] = [
        (world.client(one[n % len(one)]), row.method, path, made["body"]) for n in range(TIMES)
    ]
    answers = all_at_once(presses)
    assert sum(answer.status_code < 300 for answer in answers) == 1, [a.content for a in answers]
    assert {answer.status_code for answer in answers if answer.status_code >= 300} <= {409, 412, 403, 404}
    late = all_at_once(presses[:1])
    assert late[0].status_code >= 400


@pytest.mark.feature("D5.f")
def test_a57_what_stands_is_the_winners_whole_change(world: World) -> None:
    row = goal(world)
    who = ["therapist", "lead"] * 3
    answers = all_at_once(
        [
            (
                world.client(name), "PATCH", f"/api/v1/goals/{row.id}",
                {"version": row.version, "why_changed": f"Why {n}", "title": f"Title {n}", "why": f"For {n}"},
            )
            for n, name in enumerate(who)
        ]
    )  # fmt: skip
    assert statuses(answers) == [200] + [412] * 5
    won = next(n for n, answer in enumerate(answers) if answer.status_code == 200)
    stands = Goal.objects.get(id=row.id)
    assert (stands.title, stands.why, stands.version) == (f"Title {won}", f"For {won}", row.version + 1)


@pytest.mark.feature("D5.f")
def test_two_administrators_who_end_each_others_post_at_once_leave_one(world: World) -> None:
    first = world.staff["administrator"]
    post = Staff.objects.create(
        program=world.program, role="administrator", name="Second", email="second@example.test",
        started_on=clock.now().date(), account=world.people["other_administrator"],
    )  # fmt: skip
    second = world.people["other_administrator"].id
    with transaction.atomic():
        grants.give(account_id=second, basis=Basis.ADMIN, program_id=world.program.id)
    ends = [
        (world.client("administrator"), "POST", f"/api/v1/staff/{post.id}/end", {"version": post.version}),
        (
            world.client("other_administrator"),
            "POST",
            f"/api/v1/staff/{first.id}/end",
            {"version": first.version},
        ),
    ]
    answers = all_at_once(ends)
    assert sum(answer.status_code == 200 for answer in answers) == 1
    left = Staff.objects.filter(program=world.program, role="administrator", ended_at=None)
    assert left.count() == 1
