"""F01: Redis is gone, or hangs. Sending, delivery, sign-in and the health page go on without it."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.faults.cast import PASSWORD, SIGNS_IN
from tests.faults.checker import check
from tests.faults.load import Load
from tests.faults.product import Product
from tests.faults.waiting import until
from tests.faults.wire import Answer, Door

DELIVERED_WITHIN = 15.0
# What an answer may take without Redis: two seconds, or what the same machine took just before, and a short
# wait for a Redis that hangs. A busy machine is slow with and without it.
ANSWERED_WITHIN = 2.0
WAITS_FOR_REDIS = 1.0


def kill(product: Product) -> Callable[[], None]:
    product.kill("valkey")
    return lambda: product.mend("valkey")


def stop(product: Product) -> Callable[[], None]:
    """It accepts connections and never says a word."""
    assert product.valkey.process is not None
    pid = product.valkey.process.pid
    os.kill(pid, signal.SIGSTOP)
    return lambda: os.kill(pid, signal.SIGCONT)


def sign_in(product: Product, who: str, password: str) -> Answer:
    door = Door(tuple(product.ports), product.origin)
    body = {"email": f"{who}@example.test", "password": password}
    path = "/_allauth/browser/v1/auth/login"
    return asyncio.run(door.ask("POST", path, port=product.port, body=body))


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.feature("D5.b", "D5.e")
@pytest.mark.parametrize("hurt", [kill, stop])
def test_without_redis_messages_are_taken_and_delivered_and_people_sign_in(
    product: Product, hurt: Callable[[Product], Callable[[], None]]
) -> None:
    with Load(product, seed=1) as load:
        time.sleep(3)
        usual = {door: load.tally.at(door, 0.95) for door in ("POST", "command")}
        mend = hurt(product)
        try:
            load.forget_times()
            before = time.monotonic()
            ready = product.get("/health/ready")
            assert ready.status == 200 and ready.body["status"] == "degraded"
            assert ready.body["parts"] == {"database": True, "redis": False}
            assert sign_in(product, SIGNS_IN, PASSWORD).status == 200
            until(lambda: load.delivered_since(before) >= 20, within=DELIVERED_WITHIN)
            time.sleep(max(0.0, 5 - (time.monotonic() - before)))
            for door, before_it in usual.items():
                assert load.tally.at(door, 0.95) < max(ANSWERED_WITHIN, before_it + WAITS_FOR_REDIS), door
            assert load.longest_delivery_since(before) < DELIVERED_WITHIN
        finally:
            mend()
        history = load.finish(calm=1)
    assert check(history) == []
    assert not load.tally.counts["POST 503"]


def test_limits_of_sign_in_hold_without_redis(product: Product) -> None:
    product.kill("valkey")
    codes = []
    for _ in range(7):
        answer = sign_in(product, "somebody", f"wrong {uuid4()}")
        assert answer.status == 400
        codes += [error["code"] for error in answer.body["errors"]]
    assert codes[-1] == "too_many_login_attempts" != codes[0]
