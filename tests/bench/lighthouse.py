"""`make bench-lighthouse`: how a phone on a slow network finds Today, and what else Lighthouse says of it.

Starts the demo clinic with the very commands of `make run`, signs the patient in, and lets Lighthouse look
at Today as a mobile phone on simulated slow 4G: five times, each in a new browser without cache or service
worker. Prints each run and the median, and writes results/lighthouse.json. Nothing else should be running.
"""

import json
import socket
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from portal.supervisor import browser
from portal.supervisor.bootstrap import DATA, FRONTEND, environment, make_data_folder, node_folder
from portal.supervisor.throwaway import Throwaway

RUNS = 5
WHO = "maya"
RESULTS = Path(__file__).parent / "results" / "lighthouse.json"
CATEGORIES = ("performance", "accessibility", "best-practices")
AUDITS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
    "total-byte-weight",
)


def main() -> int:
    make_data_folder()
    program = browser.ensure(DATA)
    servers = Throwaway()
    servers.announce()
    servers.start()
    try:
        found = _look(str(program))
    finally:
        servers.stop()
    return _report(found)


def _look(program: str) -> list[dict[str, Any]]:
    from tests.e2e.clinic import Clinic, build_frontend

    build_frontend()
    clinic = Clinic("lighthouse").start()
    try:
        return [_once(clinic.origin, program) for _ in range(RUNS)]
    finally:
        clinic.stop()


def _once(origin: str, program: str) -> dict[str, Any]:
    from tests.e2e.visit import sign_in

    port = _free_port()
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=program,
            args=["--no-sandbox", f"--remote-debugging-port={port}"],
        )
        try:
            sign_in(context.request, origin, WHO)
            return _lighthouse(f"{origin}/today", port, Path(profile) / "report.json")
        finally:
            context.close()


def _lighthouse(address: str, port: int, report: Path) -> dict[str, Any]:
    """Lighthouse's own defaults are a mobile phone on simulated slow 4G. The session's cookie is kept."""
    command = [
        str(node_folder()[0] / "node"),
        str(FRONTEND / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address,
        f"--port={port}",
        "--disable-storage-reset",
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    done = subprocess.run(
        command, cwd=FRONTEND, env=environment(), capture_output=True, text=True, timeout=180
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse failed:\n{done.stderr[-2000:]}")
    found = json.loads(report.read_text(encoding="utf-8"))
    if found["finalDisplayedUrl"] != address:
        raise SystemExit(f"Lighthouse saw {found['finalDisplayedUrl']} instead of Today.")
    lacking = [
        name
        for category in CATEGORIES
        for reference in found["categories"][category]["auditRefs"]
        if reference["weight"]
        and (found["audits"][(name := reference["id"])]["score"] or 0) < 1
        and found["audits"][name]["scoreDisplayMode"] not in {"notApplicable", "informative", "manual"}
    ]
    return {
        **{category: round(found["categories"][category]["score"] * 100) for category in CATEGORIES},
        **{name: round(found["audits"][name]["numericValue"], 3) for name in AUDITS},
        "below_full": lacking,
        "lighthouse": found["lighthouseVersion"],
    }


def _report(found: list[dict[str, Any]]) -> int:
    numbers = (*CATEGORIES, *AUDITS)
    median = {name: statistics.median(run[name] for run in found) for name in numbers}
    print(f"{'':28}" + "".join(f"{f'run {n}':>10}" for n in range(1, RUNS + 1)) + f"{'median':>10}")
    for name in numbers:
        print(f"{name:28}" + "".join(f"{run[name]:>10g}" for run in found) + f"{median[name]:>10g}")
    for name in sorted({name for run in found for name in run["below_full"]}):
        print(f"below its full score: {name}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"median": median, "runs": found}, indent=1) + "\n")
    good = median["performance"] >= 95 and median["accessibility"] == 100 and median["best-practices"] == 100
    return 0 if good else 1


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
