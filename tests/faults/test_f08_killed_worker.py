"""F08: the worker is killed in the middle of sending, again and again."""

import time

import pytest

from portal.notify.models import Notice, SunkNotice
from tests.faults.conftest import PEOPLE
from tests.faults.workers import Workers

KILLS = 6
SWEPT_WITHIN_SECONDS = 60


@pytest.mark.feature("R4.a")
def test_each_notice_is_sent_and_a_repeat_has_the_same_message_id(sixty_due: None) -> None:
    for turn in range(KILLS):
        worker = Workers(1).begin()
        time.sleep(0.25 + 0.05 * turn)
        worker.kill()
    sent = Notice.objects.filter(state="sent").count()
    assert 0 < sent < PEOPLE  # the kills met it in the middle
    Workers(1, ahead=SWEPT_WITHIN_SECONDS).begin().finish()
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    received = SunkNotice.objects.values_list("times", flat=True)
    assert len(received) == PEOPLE  # one message id each, whatever happened
    assert set(received) <= {1, 2}
    assert sum(received) - PEOPLE <= KILLS  # at most one repeat a kill: the one that was in the air


def test_what_a_living_worker_holds_is_left_to_it(sixty_due: None) -> None:
    holder = Workers(1).begin()
    time.sleep(0.3)
    Workers(2).begin().finish()
    holder.finish()
    assert set(SunkNotice.objects.values_list("times", flat=True)) == {1}
    assert SunkNotice.objects.count() == PEOPLE
