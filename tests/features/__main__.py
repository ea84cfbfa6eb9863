"""`python -m tests.features`: for every promised row its clauses and the tests that prove them.

`--missing` lists only what is not proven; `--clear` forgets earlier runs. A clause id in a test that
docs/features.md does not know ends with exit code 1.
"""

import argparse
import sys

from tests.features import carriers, clauses, report, results


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.features", description=__doc__)
    parser.add_argument("--missing", action="store_true", help="list only what is not proven")
    parser.add_argument("--clear", action="store_true", help="forget the results of earlier runs, and end")
    chosen = parser.parse_args(arguments)
    if chosen.clear:
        results.clear(clauses.ROOT)
        return 0
    rows = clauses.load()
    wrong = carriers.unknown(carriers.find(clauses.ROOT), clauses.ids(rows))
    for line in wrong:
        print(line, file=sys.stderr)
    print("\n".join(report.lines(rows, results.load(clauses.ROOT), only_missing=chosen.missing)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
