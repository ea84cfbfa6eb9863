"""From an answer on item 9 to a name."""

from datetime import timedelta

import pytest

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, NotFound
from portal.outbox import jobs
from portal.safety import actions, flags, selectors, tasks
from portal.safety.models import Alert
from tests.portal.measures.objects import answered, asked
from tests.world import World, build

pytestmark = pytest.mark.django_db


def alert_of(world: World, *values: int) -> Alert:
    answered(world, asked(world), *values)
    jobs.run_due()
    return Alert.objects.get()


@pytest.mark.parametrize(("item9", "level"), [(1, "same_day"), (2, "urgent"), (3, "urgent")])
def test_item_9_above_0_alerts_the_team_whatever_the_total(item9: int, level: str) -> None:
    alert = alert_of(build(), *[0] * 8, item9)
    assert (alert.level, alert.acknowledged_at) == (level, None)


def test_item_9_at_0_raises_no_alert_however_high_the_total() -> None:
    world = build()
    answered(world, asked(world), *[3] * 8, 0)
    jobs.run_due()
    assert not Alert.objects.exists()


def test_the_same_score_never_alerts_twice() -> None:
    world = build()
    alert = alert_of(world, *[0] * 8, 3)
    assert actions.raise_alert_for_score(Actor.system("safety"), score_id=alert.cause_id) is None
    assert Alert.objects.count() == 1


def test_an_alert_is_taken_by_name_and_a_second_person_hears_who_has_it() -> None:
    world = build()
    alert = alert_of(world, *[0] * 8, 3)
    taken = actions.acknowledge_alert(world.actor("therapist"), alert_id=alert.id)
    assert taken.acknowledged_by == world.staff["therapist"]
    with pytest.raises(Conflict) as refused:
        actions.acknowledge_alert(world.actor("lead"), alert_id=alert.id)
    assert refused.value.params == {"name": world.staff["therapist"].name}
    again = actions.acknowledge_alert(world.actor("therapist"), alert_id=alert.id)
    assert again.acknowledged_at == taken.acknowledged_at


@pytest.mark.parametrize(
    "who", ["patient", "off_team", "removed", "other_therapist", "administrator", "relative"]
)
def test_nobody_else_takes_or_sees_it(who: str) -> None:
    world = build()
    alert = alert_of(world, *[0] * 8, 3)
    assert selectors.alerts(world.actor(who)) == []
    with pytest.raises(NotFound):
        actions.acknowledge_alert(world.actor(who), alert_id=alert.id)


def test_an_alert_without_a_name_is_passed_on_when_its_clock_has_run_out() -> None:
    world = build()
    alert = alert_of(world, *[0] * 8, 3)
    tasks.pass_on()
    alert.refresh_from_db()
    assert alert.rung == 0
    clock.set_fixed(clock.now() + timedelta(minutes=11))
    try:
        tasks.pass_on()
        tasks.pass_on()
    finally:
        clock.set_fixed(None)
    alert.refresh_from_db()
    assert alert.rung == 1
    assert [s.what for s in alert.steps.order_by("at")] == ["raised", "passed_on"]


def test_the_most_urgent_stands_first() -> None:
    world = build()
    plan = asked(world)
    for item9 in (1, 3):
        answered(world, plan, *[0] * 8, item9)
    jobs.run_due()
    assert [a.level for a in selectors.alerts(world.actor("therapist"))] == ["urgent", "same_day"]


def test_the_day_sheet_says_check_in_first_until_somebody_has_taken_it() -> None:
    world = build()
    alert = alert_of(world, *[0] * 8, 2)
    seen = flags.check_in_first(world.actor("therapist"), [world.patient.id])
    assert seen[world.patient.id].kind == "safety"
    assert flags.check_in_first(world.actor("off_team"), [world.patient.id]) == {}
    actions.acknowledge_alert(world.actor("therapist"), alert_id=alert.id)
    assert flags.check_in_first(world.actor("therapist"), [world.patient.id]) == {}
