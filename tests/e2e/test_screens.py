"""Every screen of every person: axe in both themes, both languages at 320 px, 44 px targets, 200 % text, and
help one tap away, signed out too."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.clinic import ROOT, Clinic
from tests.e2e.screens import IDS, SCREENS, Screen
from tests.e2e.visit import Visits

AXE = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """
async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const places = (v) => v.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ");
  return found.violations.map((v) => `${v.id}: ${places(v)}`);
}
"""
# Links inside a sentence are text, not targets (WCAG 2.5.8's own exception).
SMALL_TARGETS = """
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((e) => e.checkVisibility() && !e.closest("p, .read-aloud") && e.type !== "hidden")
  .map((e) => e.closest("label") ?? e)
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
  .map(([e, box]) => `${e.tagName} ${e.className} ${e.innerText} ${box.width}x${box.height}`)
"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Waits until the page has nothing to do; says whether something still loads. It waits for no frame: a tab
# behind another draws none.
IDLE = """() => new Promise((done) => requestIdleCallback(
  () => done(document.querySelector(".still-bars") !== null), { timeout: 1000 }))"""
CATALOGUES = "|".join(sorted(path.stem for path in (ROOT / "portal/kernel/catalogue/en").glob("*.json")))
RAW_KEY = re.compile(rf"\b(?:{CATALOGUES})\.[a-z]+_?[a-z_]*\b")
SHOTS = os.environ.get("FOOTBRIDGE_SHOTS")


@pytest.fixture(scope="module")
def demo(frontend: None) -> Iterator[Clinic]:
    """The product with the demo clinic in it."""
    made = Clinic("demo")
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.fixture(scope="module")
def ids(demo: Clinic) -> dict[str, str]:
    found: dict[str, str] = demo.shell(IDS)
    return found


class Tour(Visits):
    """Each person has one tab, and goes from screen to screen in it."""

    def __init__(self, browser: Browser, clinic: Clinic) -> None:
        super().__init__(browser, clinic)
        self._tabs: dict[str | None, Page] = {}
        self.asked = self.answered = 0  # requests of all tabs

    def tab(self, who: str | None, *, theme: Literal["light", "dark"]) -> Page:
        if who not in self._tabs:
            self._tabs[who] = self.page_as(who, path="/shell.json")
            self._tabs[who].on("request", self._asks)
            self._tabs[who].on("requestfinished", self._has)
            self._tabs[who].on("requestfailed", self._has)
        self._tabs[who].set_viewport_size({"width": 320, "height": 640})
        self._tabs[who].emulate_media(color_scheme=theme)
        return self._tabs[who]

    def settled(self, page: Page) -> None:
        """The screen's own content is there: a title, nothing that still loads, and three times in a row the
        page had nothing to do and asked for nothing. (Playwright's own "networkidle" waits half a second.)"""
        page.get_by_role("heading", level=1).first.wait_for()
        end, quiet = time.monotonic() + 30, 0
        while quiet < 3:
            before = self.asked
            loads = page.evaluate(IDLE)
            busy = loads or self.asked != before or self.asked > self.answered
            quiet = 0 if busy else quiet + 1
            assert time.monotonic() < end, f"{page.url} still loads"

    def _asks(self, request: Request) -> None:
        self.asked += 1

    def _has(self, request: Request) -> None:
        self.answered += 1

    def assert_all_well(self) -> None:
        wrong, self.wrong = self.wrong, []
        assert wrong == []


@pytest.fixture(scope="module")
def whole_tour(chromium: Browser, demo: Clinic) -> Iterator[Tour]:
    made = Tour(chromium, demo)
    yield made
    made.close()
    made.assert_all_well()


@pytest.fixture
def tour(whole_tour: Tour) -> Iterator[Tour]:
    yield whole_tour
    whole_tour.assert_all_well()


def speak(page: Page, demo: Clinic, language: str, *, signed_in: bool) -> None:
    """A person's language is their account's; a device without a person keeps its own."""
    page.evaluate("(to) => localStorage.setItem('footbridge.language', to)", language)
    if signed_in:
        asked = page.context.request
        token = asked.get(f"{demo.origin}/api/v1/session").json()["csrf"]
        headers = {"X-CSRFToken": token, "Origin": demo.origin}
        said = asked.patch(f"{demo.origin}/api/v1/account", data={"language": language}, headers=headers)
        assert said.ok, said.text()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def name_of(screen: Screen) -> str:
    return re.sub(r"[/:]+", "-", screen.path).strip("-")


def test_every_screen_is_on_the_tour() -> None:
    places = [ROOT / "frontend/src/app/routes.tsx", *(ROOT / "frontend/src/domains").glob("*/routes.tsx")]
    there = set()
    for place in places:
        source = place.read_text(encoding="utf-8")
        there |= set(re.findall(r'path: "([^"]+)",\s*screen:', source))
    assert there - {"/dev/components"} == {screen.path for screen in SCREENS}


def help_is_one_tap_away(page: Page, screen: Screen) -> None:
    if screen.path == "/help":
        return  # it is the help
    help_now = page.locator("a[href='/help']").filter(visible=True).first
    help_now.scroll_into_view_if_needed()  # a thread opens at its newest words, below its head
    expect(help_now, screen.path).to_be_in_viewport()


@pytest.mark.feature("C1.a")
@pytest.mark.parametrize("screen", SCREENS, ids=name_of)
def test_a_screen_stands_in_both_themes_and_languages_at_320_px_and_with_large_text(
    screen: Screen, tour: Tour, demo: Clinic, ids: dict[str, str]
) -> None:
    passes: tuple[tuple[str, Literal["light", "dark"]], ...] = (("es", "dark"), ("en", "light"))
    for language, theme in passes:
        page = tour.tab(screen.who, theme=theme)
        speak(page, demo, language, signed_in=screen.who is not None)
        page.goto(screen.address(ids))
        tour.settled(page)
        shot(page, f"{name_of(screen)}-320-{language}")
        assert page.evaluate("document.documentElement.lang") == language
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == [], theme
        assert page.evaluate(SIDEWAYS) <= 0, language
        assert page.evaluate(SMALL_TARGETS) == [], language
        assert RAW_KEY.findall(page.inner_text("body")) == [], "a word that its catalogue was not loaded for"
        help_is_one_tap_away(page, screen)
    page.set_viewport_size({"width": 360, "height": 740})
    shot(page, name_of(screen))
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    page.evaluate(IDLE)
    shot(page, f"{name_of(screen)}-200")
    assert page.evaluate(SIDEWAYS) <= 0, "200 % text"


def test_the_demo_people_of_the_tour_exist(demo: Clinic) -> None:
    out = demo.shell("from portal.demo.people import who_are_there\nout = [p.key for p in who_are_there()]")
    assert {s.who for s in SCREENS if s.who} <= set(out), json.dumps(out)
