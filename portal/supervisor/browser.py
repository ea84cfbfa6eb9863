"""A Chromium for the tests of the journeys: one of this machine, else from apt, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class NoBrowser(Exception):
    """Carries the reason, in one line."""


def ensure(data_dir: Path) -> Path:
    """The program file of a Chromium that really opens a page. Raises NoBrowser."""
    # An own choice first, so that a machine with several can say which.
    own = os.environ.get("FOOTBRIDGE_CHROMIUM")
    candidates = [own] if own else [shutil.which(name) for name in NAMES] + [str(MAC)]
    for candidate in candidates:
        if candidate and opens_a_page(Path(candidate)):
            return Path(candidate)
    for install in (_from_apt, _from_playwright):
        found = install(data_dir)
        if found is not None and opens_a_page(found):
            return found
    raise NoBrowser("no Chromium on this machine opens a page, and none could be installed")


def opens_a_page(program: Path) -> bool:
    command = [str(program), "--headless", "--disable-gpu", "--dump-dom", "about:blank"]
    if os.geteuid() == 0:
        command.append("--no-sandbox")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "<html>" in done.stdout


def _from_apt(data_dir: Path) -> Path | None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    print("Installing Chromium with apt ...", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [apt, "update", "-q"],
        [apt, "install", "-q", "-y", "--no-install-recommends", "chromium"],
    ):
        if subprocess.run(command, env=env, capture_output=True).returncode != 0:
            return None
    found = shutil.which("chromium")
    return Path(found) if found else None


def _from_playwright(data_dir: Path) -> Path | None:
    print("Installing Playwright's Chromium ...", flush=True)
    env = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(data_dir / "browsers")}
    python = [sys.executable, "-m", "playwright"]
    if subprocess.run([*python, "install", "chromium"], env=env).returncode != 0:
        return None
    done = subprocess.run([sys.executable, "-c", WHERE], env=env, capture_output=True, text=True)
    return Path(done.stdout.strip()) if done.returncode == 0 else None
