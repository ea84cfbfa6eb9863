"""One person's browser: a phone or a laptop, signed in or not, that keeps what went wrong on its pages."""

import time
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Response
from playwright.sync_api import Error as PlaywrightError

from tests.e2e.clinic import Clinic

PHONE = (360, 740)
LAPTOP = (1280, 800)

# Whether a name stands in the sealed store of this phone, written at `since` (ISO time) or later.
IS_KEPT = """async ([wanted, since]) => {
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    const there = base.objectStoreNames.contains("things") && await new Promise((done) => {
      const asked = base.transaction("things").objectStore("things").get(wanted);
      asked.onsuccess = () => done(asked.result?.at >= since);
    });
    base.close();
    if (there) return true;
  }
  return false;
}"""


class Visits:
    """Opens pages, and after the test says what a person would call broken: errors in the console, a
    refused script or style, an answer of 500 and above."""

    def __init__(self, browser: Browser, clinic: Clinic) -> None:
        self.browser, self.clinic = browser, clinic
        self.wrong: list[str] = []
        self._contexts: list[Any] = []

    def page_as(
        self,
        who: str | None = None,
        *,
        size: tuple[int, int] = PHONE,
        language: str = "en",
        theme: str = "light",
        path: str = "/",
        watch: bool = True,
    ) -> Page:
        """A page of its own browser profile, signed in as a person of the clinic (None: nobody), at `path`.

        `watch=False` where faults are the point.
        """
        context = self.browser.new_context(
            base_url=self.clinic.origin,
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2,
            has_touch=size[0] < 600,
            locale="es-US" if language == "es" else "en-US",
            timezone_id="America/New_York",
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)
        self._contexts.append(context)
        if who is not None:
            sign_in(context.request, self.clinic.origin, who)
        page = context.new_page()
        if watch:
            page.on("console", self._heard)
            page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
            page.on("response", self._answered)
        page.goto(path)
        return page

    def seen(self) -> str:
        """What stands on each open page, for the report of a journey that failed."""
        pages = [page for context in self._contexts for page in context.pages]
        return "\n\n".join(f"--- {page.url}\n{page.locator('body').inner_text()}" for page in pages)

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused request is logged by the browser itself; which statuses are right the page decides.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        method = response.request.method
        # "Not now" with a time to wait, to a reading: the page asks again by itself.
        later = response.status == 503 and method == "GET" and "retry-after" in response.headers
        if response.status >= 500 and not later:
            self.wrong.append(f"{response.status} of {method} {response.url}")


def sign_in(request: Any, origin: str, who: str) -> None:
    """The demo's own one-tap sign-in, with its CSRF token and origin."""
    token = request.get(f"{origin}/api/v1/session").json()["csrf"]
    answer = request.post(
        f"{origin}/demo/sign-in", data={"as": who}, headers={"X-CSRFToken": token, "Origin": origin}
    )
    assert answer.status == 204, f"{who} could not sign in: {answer.status} {answer.text()[:300]}"


def scroll(page: Page, top: int, selector: str = "html") -> None:
    """As a reader does, who goes on until the page stands there: while it grows one jump is not enough.

    A scroll is told with the next frame, and a busy machine draws few: each look waits for one.
    """
    page.locator(selector).evaluate(
        """async (box, top) => {
          for (let held = 0; held < 3; ) {
            held = Math.abs(box.scrollTop - top) < 2 ? held + 1 : 0;
            if (!held) box.scrollTop = top;
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
          }
        }""",
        top,
    )


def asked_until(page: Page, script: str, wanted: object, argument: object = None) -> None:
    """Asks again until the script's answer is `wanted`, half a minute at most.

    For scripts that ask the network or a store: `wait_for_function` awaits nothing, a promise is a yes to it.
    """
    end = time.monotonic() + 30
    answer: object = None
    while time.monotonic() < end:
        with suppress(PlaywrightError):  # a network that is only just back, a page that goes on
            answer = page.evaluate(script, argument)
        if answer == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{answer!r} instead of {wanted!r} after half a minute: {script}")
