"""`make test`: every test there is: the front end's by vitest, all others by pytest, journeys in Chromium.

What could not run is named, and is a failure where CI is set. pytest's closing line comes last.
"""

import os
import subprocess
import sys

from portal.supervisor import browser, real_servers
from portal.supervisor.bootstrap import DATA, FRONTEND, ROOT, environment, npm

# Where `python -m tests.features` looks for the results of a run.
RESULTS = ROOT / ".data" / "test-results"
# The tests name their settings themselves. And they start some two hundred processes: where no bytecode may
# be written, each of these compiles the product anew, and each worker all the tests.
NOT_HANDED_ON = {"DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"}


def main(arguments: list[str]) -> int:
    in_ci = bool(os.environ.get("CI"))
    env = {name: value for name, value in environment().items() if name not in NOT_HANDED_ON}
    missing = []
    subprocess.run([sys.executable, "-m", "tests.features", "--clear"], cwd=ROOT, env=env, check=True)
    failed = _vitest(env) != 0
    selection: list[str] = []
    try:
        env["FOOTBRIDGE_CHROMIUM"] = str(browser.ensure(DATA))
    except browser.NoBrowser as reason:
        missing.append(f"the journeys in a browser (tests/e2e): {reason}")
        selection = ["--ignore=tests/e2e"]
    real_servers.ensure()
    missing += [
        f"the services of the compose file: {name} is not installed" for name in real_servers.missing()
    ]
    for what in missing:
        print(f"COULD NOT RUN: {what}", flush=True)
    if failed:
        print("FAILED: the front end's tests (vitest), above", flush=True)
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        env.get("TEST_WORKERS", "2"),
        # Tests of one xdist_group share something heavy. Workers read this from the command line alone.
        "--dist=loadgroup",
        # By itself xdist begins with whatever has most tests: tests/conftest.py knows what takes longest.
        "--no-loadscope-reorder",
        "-q",
        *selection,
        *arguments,
    ]
    failed = subprocess.run(pytest, cwd=ROOT, env=env).returncode != 0 or failed
    return 1 if failed or (missing and in_ci) else 0


def _vitest(env: dict[str, str]) -> int:
    report = RESULTS / "vitest.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    reporters = ["--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
    return subprocess.run([*npm(), "run", "test", "--", *reporters], cwd=FRONTEND, env=env).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
