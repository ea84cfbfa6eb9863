"""Starts the servers for the tests, then Django; what a single domain needs stands in its own folder."""

import atexit
import os
import signal
from collections.abc import Generator
from contextlib import AbstractContextManager, nullcontext
from types import FrameType

import django
import pytest
import pytest_django
from django.core.management.color import no_style
from django.db import connection
from django.test import TransactionTestCase

from portal.supervisor.throwaway import Throwaway

pytest_plugins = ["tests.features.plugin"]

# Settings are read here, not by pytest-django: the addresses of the servers must be known before.
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_servers = None if _IS_WORKER else Throwaway()
if _servers is not None:
    _servers.announce()
    atexit.register(_servers.stop)
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
django.setup()

from portal.kernel import crypto  # noqa: E402 - has tables, which need the line above
from tests import alone as turns  # noqa: E402 - its folder is the run's, which is known from here on
from tests import demo_clinic, migrated  # noqa: E402 - likewise


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


# The long groups. Of the two that begin, one takes more than a core, while the other often waits.
FIRST = ("e2e", "faults", "e2e-demo", "faults-apart")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the order in which workers take them (`--no-loadscope-reorder`): the long groups, the other groups,
    and then what fills the gaps. Whatever is equal here stays in the order of chance."""
    items.sort(key=_turn_to_begin)


def _turn_to_begin(item: pytest.Item) -> int:
    marker = item.get_closest_marker("xdist_group")
    if marker is None:
        return len(FIRST) + 1
    return FIRST.index(marker.args[0]) if marker.args[0] in FIRST else len(FIRST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    if item.get_closest_marker("alone"):
        return (yield)  # its parts take turns of their own
    with turns.turn(alone=False):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    with _turn_of_a_part(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Only this part needs the machine: while products start and end, the others go on."""
    with _turn_of_a_part(item, alone=True):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    with _turn_of_a_part(item):
        return (yield)


def _turn_of_a_part(item: pytest.Item, *, alone: bool = False) -> AbstractContextManager[None]:
    return turns.turn(alone=alone) if item.get_closest_marker("alone") else nullcontext()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    if _servers is not None and not session.config.option.collectonly:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        _servers.start()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that did not run proves nothing: the summary names it, and where CI is set the run fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("CI"):
        return
    if any(reporter.stats.get(outcome) for outcome in ("skipped", "xfailed")) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if _servers is not None:
        if _servers.postgres is None:
            demo_clinic.remove()
            migrated.remove_template()
        _servers.stop()


@pytest.fixture(autouse=True)
def _no_keys_of_other_tests() -> None:
    """A database that is rolled back takes its data keys along: none may stay in memory for the next test."""
    crypto.forget()


# Made by `migrate`, changed by nothing. To make them anew takes longer than most tests that commit.
_STAY = {"django_content_type", "auth_permission"}


def _truncate(_test: TransactionTestCase) -> None:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), sorted(tables - _STAY)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Django's own way to a test database that begins as a copy. It asks `migrate` all the same."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Generator[None, None, None]:
    """Tests that commit end with a TRUNCATE. Only that trigger of the audit rests for it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_entry", "audit_link"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _truncate)
        yield
