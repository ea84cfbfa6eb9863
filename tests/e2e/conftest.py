"""Journeys in a real Chromium against the whole product.

    def test_x(page_as):                       # the cast of tests/world.py: "patient", "therapist", ...
        page = page_as("patient", path="/today")

    def test_y(clinic):                        # clinic.shell("..."), .start_service("worker"), .log("web")

All of one clinic run in one worker of xdist. Playwright's loop lives only as long as this folder's tests.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.e2e.clinic import Clinic, build_frontend
from tests.e2e.visit import Visits

# Two cores share browser, product and other tests: slow is not wrong here, the benches look at time.
expect.set_options(timeout=30_000)
HERE = Path(__file__).parent
# For each window Chromium draws the list below its address bar, which nobody opens here: that takes more than
# half of what a new page costs. It heeds its last --disable-features alone: all other names are Playwright's.
_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin",
    "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
]  # fmt: skip
# Chromium's sandbox needs rights that root in a container does not have; everything here is on loopback.
_ROOT = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
_ARGS = [*_ROOT, f"--disable-features={','.join(_OFF)}"]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            of_the_demo = "demo" in getattr(item, "fixturenames", ())
            item.add_marker(pytest.mark.xdist_group("e2e-demo" if of_the_demo else "e2e"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that failed says what was on its pages: a run on another machine leaves nothing else."""
    report = yield
    made = getattr(item, "funcargs", {}).get("visits")
    if report.when == "call" and report.failed and made is not None:
        with contextlib.suppress(PlaywrightError):  # a page that crashed has nothing to say
            report.sections.append(("Pages", made.seen()))
    return report


@pytest.fixture(scope="session")
def frontend() -> None:
    build_frontend()


@pytest.fixture(scope="session")
def clinic(frontend: None) -> Iterator[Clinic]:
    """The product with the cast of tests/world.py."""
    made = Clinic("cast", fill="tests.e2e.cast_clinic")
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = os.environ.get("FOOTBRIDGE_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visits(chromium: Browser, clinic: Clinic) -> Iterator[Visits]:
    made = Visits(chromium, clinic)
    yield made
    made.close()
    assert made.wrong == []


@pytest.fixture
def page_as(visits: Visits) -> Callable[..., Page]:
    """page_as("patient", size=PHONE, language="en", theme="light", path="/")."""

    def open_page(*arguments: Any, **options: Any) -> Page:
        return visits.page_as(*arguments, **options)

    return open_page
