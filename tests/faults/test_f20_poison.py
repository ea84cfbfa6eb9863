"""F20: a row that always fails, and words in the queue that are none: put aside, and all else goes on."""

import time

import pytest
import redis

from portal.outbox.jobs import MOST_ATTEMPTS
from tests.faults.checker import check
from tests.faults.load import Load
from tests.faults.product import Product
from tests.faults.waiting import until

POISON = """
WITH e AS (
    INSERT INTO outbox_event (kind, object_id, data, at, dedupe_key)
    VALUES ('nobody.knows', gen_random_uuid(), '{"odd": [1, {"a": null}]}', clock_timestamp(), NULL)
    RETURNING id
), told AS (
    INSERT INTO outbox_item (event_id, recipient)
    SELECT e.id, a.id FROM e, accounts_account a WHERE email LIKE 'patient%%' OR email LIKE 'therapist%%'
)
INSERT INTO outbox_job (event_id, handler, state, attempts, next_at, last_error)
SELECT id, 'nobody.handles', 'pending', %s, clock_timestamp(), '' FROM e RETURNING id
"""
GARBAGE = (b"{not json", b'{"body": "!!", "headers": {}, "properties": {}}')


@pytest.mark.slow
@pytest.mark.feature("D6.a")
def test_a_row_that_always_fails_is_put_aside_and_holds_up_nobody(product: Product) -> None:
    with Load(product, seed=20) as load:
        with product.sql() as database:
            # The tries before the last one wait for minutes: they are the outbox's own tests' matter.
            (job,) = database.execute(POISON, [MOST_ATTEMPTS - 1]).fetchone() or (0,)

            def dead() -> bool:
                found = database.execute("SELECT state FROM outbox_job WHERE id = %s", [job]).fetchone()
                return found == ("dead",)

            until(dead, within=15)
        at = time.monotonic()
        until(lambda: load.delivered_since(at) >= 20, within=20)
        # Each recipient's feed counts on over the frame that nobody can render: `check` looks for holes.
        history = load.finish(calm=1)
    assert check(history) == []
    assert "outbox handler quarantined" in product.log("relay")
    listed = product.shell("from portal.outbox import jobs\nout = [j.handler for j in jobs.dead()]")
    assert "nobody.handles" in listed
    with product.sql() as database:
        database.execute("DELETE FROM outbox_job WHERE id = %s", [job])


@pytest.mark.slow
def test_words_in_the_queue_that_are_no_task_stop_no_worker_for_long(product: Product) -> None:
    client = redis.Redis.from_url(product.valkey.redis_url)
    for words in GARBAGE:
        client.lpush("celery", words)
    client.close()
    deaths = product.services["worker"].deaths
    product.wait_until_at_work()
    # One death for each piece at most: it is taken out of the queue before it is looked at.
    assert product.services["worker"].deaths - deaths <= len(GARBAGE)
