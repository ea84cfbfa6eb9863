"""Whose a thread is while people are off, after they leave, and when they are back."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, NotFound
from portal.messaging import actions, selectors, tasks
from portal.messaging.logic import next_owner
from portal.messaging.models import OwnerCheck, Thread
from portal.outbox.models import StoredEvent
from portal.programs import actions as programs
from portal.programs.models import Away
from tests.portal.messaging.objects import open_hours, reply, say
from tests.world import SETUP, World

SYSTEM = Actor.system("messaging")
TODAY = date(2026, 10, 7)  # the day of `fixed`
A_DAY = timedelta(days=1)


def off(
    world: World,
    who: str,
    *,
    cover: str | None = None,
    starts: date = TODAY,
    ends: date = TODAY,
    by: str = "",
) -> Away:
    row, _ = programs.plan_away(
        world.actor(by or who), key=uuid4(), staff_id=world.staff[who].id, starts_on=starts, ends_on=ends,
        cover_id=world.staff[cover].id if cover else None,
    )  # fmt: skip
    return row


def mine(world: World, who: str = "therapist") -> UUID:
    """A thread that a member of the team has taken."""
    thread_id = say(world).thread_id
    actions.claim(world.actor(who), key=uuid4(), thread_id=thread_id)
    return thread_id


def owner(thread_id: UUID) -> str | None:
    return Thread.objects.values_list("assigned_to__name", flat=True).get(id=thread_id)


def settle(world: World, who: str) -> None:
    """What the relay does after the event."""
    actions.settle_owners(SYSTEM, staff_id=world.staff[who].id)


@pytest.fixture
def team(fixed: World) -> World:
    """The therapist and another on the first patient's team."""
    programs.assign_to_team(SETUP, patient_id=fixed.patient.id, staff_id=fixed.staff["off_team"].id)
    return fixed


@pytest.mark.feature("W3.a")
def test_threads_of_who_is_off_go_to_the_cover_and_come_back_with_them(team: World) -> None:
    thread_id = mine(team)
    away = off(team, "therapist", cover="off_team", ends=TODAY + A_DAY)
    settle(team, "therapist")
    assert owner(thread_id) == "Off Team"
    desk = selectors.view_of(team.actor("off_team"), thread_id=thread_id).thread
    assert desk.covering_for and desk.covering_for.name == "Therapist"
    clock.set_fixed(clock.now() + 2 * A_DAY)
    tasks.keep_owned()
    assert owner(thread_id) == "Therapist"
    assert Thread.objects.get(id=thread_id).covering_for is None
    assert Away.objects.get(id=away.id).ended_at is None  # it just was over


@pytest.mark.feature("W3.a")
def test_days_off_begin_at_the_programs_own_midnight(team: World) -> None:
    thread_id = mine(team)
    off(team, "therapist", cover="off_team", starts=TODAY + A_DAY, ends=TODAY + A_DAY)
    settle(team, "therapist")
    clock.set_fixed(datetime(2026, 10, 8, 3, 59, tzinfo=UTC))  # 23:59 in New York
    tasks.keep_owned()
    assert owner(thread_id) == "Therapist"
    clock.set_fixed(datetime(2026, 10, 8, 4, 0, tzinfo=UTC))
    tasks.keep_owned()
    assert owner(thread_id) == "Off Team"


@pytest.mark.feature("W3.a")
def test_a_new_message_on_a_thread_of_who_is_off_goes_to_the_cover(team: World) -> None:
    thread_id = mine(team)
    actions.close_thread(team.actor("therapist"), thread_id=thread_id)
    off(team, "therapist", cover="off_team")
    sent = actions.send_message(team.actor("patient"), key=uuid4(), body="Once more", thread_id=thread_id)
    actions.follow_messages(SYSTEM, message_ids=[sent.message_id])
    follow = Thread.objects.get(previous_id=thread_id)
    assert owner(follow.id) == "Off Team"


@pytest.mark.feature("W3.a")
def test_a_cover_who_may_not_answer_this_patient_leaves_it_to_the_team(fixed: World) -> None:
    thread_id = mine(fixed)
    off(fixed, "therapist", cover="off_team")
    settle(fixed, "therapist")
    assert owner(thread_id) is None
    assert selectors.counts(fixed.actor("lead")).queues["unassigned"] == 1


def test_what_somebody_took_meanwhile_stays_theirs(team: World) -> None:
    thread_id = mine(team)
    away = off(team, "therapist")
    settle(team, "therapist")
    assert owner(thread_id) is None
    actions.claim(team.actor("off_team"), key=uuid4(), thread_id=thread_id)
    programs.end_away(team.actor("therapist"), away_id=away.id)
    settle(team, "therapist")
    assert owner(thread_id) == "Off Team"


def test_back_early_means_back_at_once(team: World) -> None:
    thread_id = mine(team)
    away = off(team, "therapist", cover="off_team", ends=TODAY + 9 * A_DAY)
    settle(team, "therapist")
    programs.end_away(team.actor("therapist"), away_id=away.id)
    settle(team, "therapist")
    assert owner(thread_id) == "Therapist"


def test_nothing_is_given_to_who_is_off(team: World) -> None:
    thread_id = say(team).thread_id
    off(team, "therapist")
    with pytest.raises(Conflict):
        actions.claim(team.actor("therapist"), key=uuid4(), thread_id=thread_id)
    staff_id = team.staff["therapist"].id
    with pytest.raises(Invalid):
        actions.assign(team.actor("lead"), key=uuid4(), thread_id=thread_id, staff_id=staff_id)


@pytest.mark.feature("W3.b")
def test_a_leavers_threads_go_to_the_team(team: World) -> None:
    thread_id = mine(team)
    post = team.staff["therapist"]
    programs.end_staff(team.actor("administrator"), staff_id=post.id, version=post.version)
    settle(team, "therapist")
    assert owner(thread_id) is None
    assert selectors.counts(team.actor("off_team")).queues["unassigned"] == 1


@pytest.mark.feature("W3.b")
def test_who_leaves_a_patients_team_leaves_that_patients_threads_alone(team: World) -> None:
    thread_id = mine(team)
    programs.remove_from_team(SETUP, patient_id=team.patient.id, staff_id=team.staff["therapist"].id)
    moved = actions.settle_owners(SYSTEM, staff_id=team.staff["therapist"].id, patient_id=team.patient.id)
    assert (moved, owner(thread_id)) == (1, None)


@pytest.mark.feature("W3.b")
def test_the_events_of_leaving_and_of_days_off_each_have_their_reaction(team: World) -> None:
    from portal.outbox import registry

    assert "messaging.reroute_staff" in registry.names_for("programs.staff_changed", {})
    assert "messaging.reroute_staff" in registry.names_for("programs.staff_away", {})
    assert "messaging.reroute_patient" in registry.names_for("programs.team_changed", {})
    off(team, "therapist")
    assert StoredEvent.objects.filter(kind="programs.staff_away").count() == 1


@pytest.mark.feature("W3.c", "W3.e")
def test_the_job_proves_mends_and_keeps_what_it_found(team: World) -> None:
    thread_id = mine(team)
    post = team.staff["therapist"]
    programs.end_staff(team.actor("administrator"), staff_id=post.id, version=post.version)
    tasks.keep_owned()  # the reaction to the event never ran
    assert owner(thread_id) is None
    found = selectors.owner_check(team.actor("lead"), program_id=team.program.id)
    assert found and (found.threads, found.mended, found.alone) == (1, 1, 0)
    tasks.keep_owned()
    again = OwnerCheck.objects.get(program=team.program)
    assert (again.mended, again.mended_at) == (0, found.mended_at)
    with pytest.raises(NotFound):
        selectors.owner_check(team.actor("off_team"), program_id=team.program.id)


@pytest.mark.feature("W3.e")
def test_the_job_says_where_nobody_who_is_here_can_answer(fixed: World) -> None:
    say(fixed)
    for who in ("therapist", "lead"):
        off(fixed, who, by="administrator")
    tasks.keep_owned()
    found = selectors.owner_check(fixed.actor("administrator"), program_id=fixed.program.id)
    assert found and found.alone == 1


def test_the_job_takes_as_many_queries_for_many_threads_as_for_one(team: World) -> None:
    mine(team)
    tasks.keep_owned()
    few = _queries(team)
    for topic in ("schedule", "skills", "family"):
        thread_id = say(team, topic=topic).thread_id
        actions.claim(team.actor("therapist"), key=uuid4(), thread_id=thread_id)
    assert _queries(team) == few


def _queries(world: World) -> int:
    with CaptureQueriesContext(connection) as caught:
        actions.check_owners(SYSTEM, program_id=world.program.id)
    return len(caught)


def test_only_the_product_itself_settles(team: World) -> None:
    for work in (
        lambda: actions.settle_owners(team.actor("lead"), staff_id=team.staff["lead"].id),
        lambda: actions.check_owners(team.actor("administrator"), program_id=team.program.id),
    ):
        with pytest.raises(NotFound):
            work()


@pytest.mark.feature("M1.e")
def test_the_patient_reads_who_is_off_until_when_and_who_covers(team: World) -> None:
    off(team, "therapist", cover="off_team", ends=date(2026, 10, 9))  # until Friday
    told = {row.name: row for row in selectors.promise(team.actor("patient"), topic="skills").team}
    assert (told["Therapist"].back_on, told["Therapist"].covered_by) == (date(2026, 10, 12), "Off Team")
    assert told["Off Team"].back_on is None


@pytest.mark.feature("M1.e")
def test_a_cover_who_cannot_answer_this_patient_is_not_named(fixed: World) -> None:
    off(fixed, "therapist", cover="off_team")
    told = selectors.promise(fixed.actor("patient"), topic="skills").team
    assert [(row.name, row.covered_by) for row in told] == [("Therapist", "")]


@pytest.mark.feature("W3.d")
def test_days_off_are_ones_own_or_the_leads_to_plan(team: World) -> None:
    with pytest.raises(NotFound):
        off(team, "therapist", by="off_team")
    away = off(team, "therapist", by="lead")
    with pytest.raises(Conflict):
        off(team, "therapist", starts=TODAY, ends=TODAY + A_DAY)
    with pytest.raises(NotFound):
        programs.end_away(team.actor("off_team"), away_id=away.id)
    programs.end_away(team.actor("therapist"), away_id=away.id)
    off(team, "therapist")


@pytest.mark.parametrize(
    ("starts", "ends", "cover"),
    [
        (TODAY, TODAY - A_DAY, None),
        (TODAY - 3 * A_DAY, TODAY - A_DAY, None),
        (TODAY, TODAY + 400 * A_DAY, None),
        (TODAY, TODAY, "therapist"),
        (TODAY, TODAY, "other_therapist"),
        (TODAY, TODAY, "administrator"),
    ],
)
def test_days_off_that_make_no_sense_are_refused(
    team: World, starts: date, ends: date, cover: str | None
) -> None:
    with pytest.raises(Invalid):
        off(team, "therapist", starts=starts, ends=ends, cover=cover)


PEOPLE = [UUID(int=n) for n in range(1, 5)]
STATES = st.lists(
    st.dictionaries(
        st.sampled_from(PEOPLE),
        st.one_of(st.just("here"), st.none(), st.sampled_from(PEOPLE)),  # off: covered by nobody, or by one
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.feature("W3.c")
@given(states=STATES, first=st.sampled_from(PEOPLE))
def test_whatever_people_do_a_thread_is_the_teams_or_somebodys_who_is_here(
    states: list[dict[UUID, str | UUID | None]], first: UUID
) -> None:
    """Each step says of each person: here, off (and who covers), or, where they are not named, gone."""
    owned: UUID | None = first
    home: UUID | None = None
    for state in states:
        able = {one for one, how in state.items() if how == "here"}
        cover_of = {one: how for one, how in state.items() if not isinstance(how, str)}
        covered = home
        owned, home = next_owner(owned, home, able=able, cover_of=cover_of)
        assert owned is None or owned in able
        assert home is None or home in cover_of  # nobody waits for who has left
        if covered in able:
            assert (owned, home) == (covered, None)  # back means theirs again
        assert next_owner(owned, home, able=able, cover_of=cover_of) == (owned, home)  # settled is settled


HISTORY = st.lists(
    st.tuples(
        st.sampled_from(["off", "back", "leave_team", "join_team", "claim", "days"]),
        st.sampled_from(["therapist", "off_team", "lead"]),
        st.sampled_from(["therapist", "off_team", "lead", None]),
    ),
    max_size=10,
)


@pytest.mark.feature("W3.c")
@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=HISTORY)
def test_no_history_of_days_off_and_leaving_leaves_a_thread_without_somebody(
    fixed: World, history: list[tuple[str, str, str | None]]
) -> None:
    from tests.cast import untouched

    with untouched():
        clock.set_fixed(datetime(2026, 10, 7, 14, tzinfo=UTC))
        open_hours(fixed)
        thread_id = say(fixed).thread_id
        for step in history:
            _step(fixed, thread_id, *step)
            tasks.keep_owned()
            thread = Thread.objects.select_related("assigned_to").get(id=thread_id)
            if thread.assigned_to is not None and thread.assigned_to.account_id is not None:
                who = next(n for n, p in fixed.people.items() if p.id == thread.assigned_to.account_id)
                reply(fixed, thread_id, who=who)  # they can


def _step(world: World, thread_id: UUID, what: str, who: str, other: str | None) -> None:
    today = clock.local(clock.now(), world.program.timezone).date()
    staff = world.staff[who]
    try:
        if what == "off":
            off(world, who, cover=other if other != who else None, starts=today, ends=today + A_DAY)
        elif what == "back":
            for row in Away.objects.filter(staff=staff, ended_at=None):
                programs.end_away(world.actor(who), away_id=row.id)
        elif what == "leave_team":
            programs.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=staff.id)
        elif what == "join_team":
            programs.assign_to_team(SETUP, patient_id=world.patient.id, staff_id=staff.id)
        elif what == "claim":
            actions.claim(world.actor(who), key=uuid4(), thread_id=thread_id)
        else:
            clock.set_fixed(clock.now() + A_DAY)
    except (Conflict, Invalid, NotFound):
        pass  # not every step is possible at every time
