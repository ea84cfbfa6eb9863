"""Tests of one xdist_group run in one worker, one after the other, and share what is dear there."""

import pytest


@pytest.mark.xdist_group("groups")
def test_a_worker_knows_the_group_of_its_test(request: pytest.FixtureRequest) -> None:
    """The scheduler reads the group out of the id alone. Without it each worker starts products of its own,
    and journeys meet that were written to follow each other."""
    alone = not hasattr(request.config, "workerinput")
    assert alone or request.node.nodeid.endswith("@groups")
