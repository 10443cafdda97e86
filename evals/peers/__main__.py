"""`python -m evals.peers`: the table of the systems side by side, by replay: no model, no connection."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.peers.scores import Scores, score
from evals.peers.suite import FOLDER, load_suite
from evals.peers.systems import CASSETTES, SYSTEMS, store_of
from evals.peers.table import page
from evals.peers.typed import Endpoint


def replay(suite_folder: Path = FOLDER, cassettes: Path = CASSETTES) -> list[Scores]:
    """Replay and grade every system. Raises SuiteChanged where a report is another one."""
    suite = load_suite(suite_folder)
    rows = []
    for name, read in SYSTEMS.items():
        store = store_of(name, cassettes)
        outcomes = [read(report, suite, store, Endpoint()) for report in suite.reports]
        rows.append(score(name, outcomes, suite.reports))
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code is 1 where something is not recorded."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description=__doc__)
    parser.parse_args(argv)
    rows = replay()
    print(page(rows), end="")
    return 1 if any(scores.unrecorded for scores in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
