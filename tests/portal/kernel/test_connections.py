"""The connection that a thread keeps."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from portal.kernel import connections
from portal.kernel.connections import kept

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as one:
        yield one
        one.submit(lambda: connection.close()).result()  # that thread's own


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def still_open() -> bool:
    return connection.connection is not None


def test_one_piece_of_work_after_the_other_has_the_same_connection(thread: ThreadPoolExecutor) -> None:
    first = thread.submit(kept, backend).result()
    assert thread.submit(still_open).result()
    assert thread.submit(kept, backend).result() == first


def test_one_that_postgresql_ended_meanwhile_is_replaced_before_anybody_uses_it(
    thread: ThreadPoolExecutor,
) -> None:
    first = thread.submit(kept, backend).result()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    assert thread.submit(kept, backend).result() != first


def test_one_that_rested_goes_back(thread: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    thread.submit(kept, backend).result()
    monkeypatch.setattr(connections, "_REST_SECONDS", -1.0)
    assert not thread.submit(kept, still_open).result()


def test_one_on_which_something_went_wrong_is_not_kept(thread: ThreadPoolExecutor) -> None:
    def fails() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        thread.submit(kept, fails).result()
    assert not thread.submit(still_open).result()
    assert thread.submit(kept, backend).result()
