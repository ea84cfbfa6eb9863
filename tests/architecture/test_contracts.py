"""Each import contract is shown to catch a violation, planted in a copy of the tree."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, contracts, named_in_layers, packages

LINT = (
    "import sys; from importlinter.cli import lint_imports_command as main; "
    "sys.exit(main(['--no-logo', '--no-cache', *sys.argv[1:]]))"
)

# contract: (file to plant, its text, what the report must name)
VIOLATIONS = [
    ("layers", "portal/access/planted.py", "from portal.programs import models", "portal.access.planted"),
    ("layers", "portal/kernel/planted.py", "import portal.outbox", "portal.kernel.planted"),
    ("layers", "portal/messaging/planted.py", "import portal.schedule", "portal.messaging.planted"),
    ("layers", "portal/measures/planted.py", "import portal.safety", "portal.measures.planted"),
    (
        "inside-a-domain",
        "portal/programs/logic.py",
        "from portal.programs import models",
        "portal.programs.logic",
    ),
    ("inside-a-domain", "portal/programs/selectors.py", "from portal.programs import actions", "selectors"),
    ("inside-an-edge", "api/messaging/serializers.py", "from api.messaging import views", "serializers"),
    ("edges-apart", "api/messaging/views.py", "import api.schedule", "api.messaging.views"),
    ("edges-apart", "api/realtime/planted.py", "import api.messaging", "api.realtime.planted"),
    ("portal-without-edge", "portal/programs/planted.py", "import rest_framework", "portal.programs.planted"),
    (
        "portal-without-edge",
        "portal/outbox/planted.py",
        "from channels.layers import x",
        "portal.outbox.planted",
    ),
    ("portal-without-edge", "portal/programs/planted.py", "from api import base", "portal.programs.planted"),
    ("pure-logic", "portal/programs/logic.py", "from django.utils import timezone", "portal.programs.logic"),
    ("pure-logic", "portal/programs/logic.py", "from portal.kernel import clock", "portal.programs.logic"),
    ("no-models-in-doors", "api/messaging/views.py", "from portal.programs import models", "messaging.views"),
    (
        "no-models-in-doors",
        "api/messaging/commands.py",
        "import portal.programs.models",
        "messaging.commands",
    ),
    ("no-models-in-doors", "api/realtime/consumer.py", "import portal.programs.models", "realtime.consumer"),
    ("channels-in-realtime", "api/messaging/views.py", "import channels.layers", "api.messaging.views"),
    (
        "own-grants",
        "portal/programs/planted.py",
        "from portal.access import models",
        "portal.programs.planted",
    ),
    ("own-audit", "portal/programs/planted.py", "from portal.audit import models", "portal.programs.planted"),
    (
        "own-outbox",
        "portal/programs/planted.py",
        "from portal.outbox import models",
        "portal.programs.planted",
    ),
    ("demo-outside", "portal/programs/planted.py", "import portal.demo", "portal.programs.planted"),
    ("demo-without-edge", "portal/demo/planted.py", "from api import base", "portal.demo.planted"),
    ("supervisor-apart", "portal/supervisor/planted.py", "import portal.kernel", "portal.supervisor.planted"),
    ("nobody-needs-the-supervisor", "portal/kernel/planted.py", "import portal.supervisor", "kernel.planted"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for top in ("portal", "api"):
        shutil.copytree(ROOT / top, folder / top, ignore=_all_but_python)
    for package in ("portal/messaging", "portal/schedule", "portal/measures", "portal/safety"):
        _package(folder / package)
    for package in ("api/messaging", "api/schedule"):
        _package(folder / package)
    return folder


def _all_but_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_file() and not name.endswith(".py")]


def _package(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    if folder.parent.name == "api":
        (folder / "views.py").touch()


def _lint(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", LINT, *arguments], cwd=folder, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


@cache
def _is_kept(folder: Path, contract_id: str) -> bool:
    """Before anything is planted."""
    return _lint(folder, "--contract", contract_id)[0] == 0


def test_the_tree_as_it_is_keeps_every_contract(copy: Path) -> None:
    code, report = _lint(ROOT)
    assert code == 0, report


@pytest.mark.parametrize(("contract_id", "file", "text", "named"), VIOLATIONS)
def test_a_planted_violation_is_caught(
    copy: Path, contract_id: str, file: str, text: str, named: str
) -> None:
    assert _is_kept(copy, contract_id)
    path = copy / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\n{text}\n", encoding="utf-8")
    try:
        code, report = _lint(copy, "--contract", contract_id)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
    assert code == 1, report
    assert named in report.partition("Broken contracts")[2]


def test_every_contract_has_a_planted_violation() -> None:
    assert {each["id"] for each in contracts()} == {row[0] for row in VIOLATIONS}


def test_every_domain_has_its_place_in_the_layers() -> None:
    beside = {"portal.settings", "portal.supervisor", "portal.demo"}
    assert packages("portal") - beside <= named_in_layers("layers")


def test_every_edge_has_its_place_among_the_edges() -> None:
    assert packages("api") <= named_in_layers("edges-apart")


def test_no_folder_of_code_is_hidden_from_the_contracts() -> None:
    folders = {file.parent for top in ("portal", "api") for file in (ROOT / top).rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
