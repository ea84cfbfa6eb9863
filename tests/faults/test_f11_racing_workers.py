"""F11: several workers are woken for the same rows at the same moment."""

import pytest

from portal.notify.models import Notice, SunkNotice
from tests.faults.conftest import PEOPLE
from tests.faults.workers import Workers


@pytest.mark.feature("R4.b")
@pytest.mark.parametrize("workers", [2, 4])
def test_sixty_rows_are_sent_sixty_times(sixty_due: None, workers: int) -> None:
    Workers(workers).begin().finish()
    assert Notice.objects.filter(state="sent").count() == PEOPLE
    assert sum(SunkNotice.objects.values_list("times", flat=True)) == PEOPLE
