"""Python inside the product, without the two seconds in which Django starts.

`python -m tests.e2e.shell` has started it, and forks for each piece of code: none finds what another left in
memory. In comes a line of JSON, the source; out goes one, {"out": ...} or {"trouble": the traceback}.
"""

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parents[2]


class Shell:
    """The near end. What the code prints, and what Django says, goes to `log`."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.shell"],
                cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True,
            )  # fmt: skip

    def run(self, source: str) -> Any:
        """What the code leaves in `out`. Fails with the traceback of the other side."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(source) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline() or '{"trouble": "The shell has ended."}')
        if "trouble" in answer:
            raise AssertionError(answer["trouble"])
        return answer["out"]

    def stop(self) -> None:
        self._process.communicate()  # closes its input, and waits for its end


def _answer(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {"out": None}
    try:
        exec(source, names)  # noqa: S102 - running what a test gives it is what it is for
        return {"out": names["out"]}
    except BaseException:
        return {"trouble": traceback.format_exc()}


def _serve(answers: TextIO) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            answers.write(json.dumps(_answer(json.loads(line)), default=str) + "\n")
            answers.flush()
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            answers.write('{"trouble": "The shell was killed, or its answer is no JSON."}\n')
            answers.flush()


def _main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what is printed shall not pass for an answer
    import django

    django.setup()
    _serve(answers)


if __name__ == "__main__":
    _main()
