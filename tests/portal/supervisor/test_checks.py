"""The runner of `make check`, and the browser that `make test` looks for."""

import sys
from pathlib import Path

import pytest

from portal.supervisor import browser, checks


def test_a_step_that_fails_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert not checks.run(checks.Step("trial", ()), (sys.executable, "-c", "print('the reason'); exit(3)"))
    said = capsys.readouterr().out
    assert said.startswith("FAIL trial")
    assert "the reason" in said


def test_a_missing_tool_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert not checks.run(checks.Step("trial", ()), ("no-such-tool-here",))
    assert "It could not run" in capsys.readouterr().out


def test_an_unknown_step_is_named_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(["speling"]) == 2
    assert "No such step: speling. There is: ruff," in capsys.readouterr().out


def test_the_document_of_the_wire_is_checked_by_a_step_that_can_write_it() -> None:
    step = next(step for step in checks.steps() if step.name == "openapi")
    assert "--write" in step.fix
    assert "--write" not in step.command


def test_a_program_that_opens_no_page_is_no_browser(tmp_path: Path) -> None:
    pretender = tmp_path / "chromium"
    pretender.write_text("#!/bin/sh\necho Chromium 999\n")
    pretender.chmod(0o755)
    assert not browser.opens_a_page(pretender)
    assert not browser.opens_a_page(tmp_path / "nothing")
