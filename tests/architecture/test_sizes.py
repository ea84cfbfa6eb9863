"""A file that a person can read in one go."""

from tests.architecture.tree import ROOT, sources

LONGEST = 600


def test_no_source_file_is_longer_than_600_lines() -> None:
    found = sources()
    assert len(found) > 100
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in found
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}
