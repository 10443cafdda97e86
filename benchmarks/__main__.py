"""`python -m benchmarks [PART] …`: how fast code reads reports and scores them, and what that takes.

stages: where the time goes, and how it grows with the text. tables: reading tables against pdfplumber, the memory of
a long PDF, a batch in one process and in two. checks: what the identities cost beside reading. statistics: the
intervals of a large evaluation. scoring: a thousand documents judged against gold. efforts: a whole record without
a model, beside loading, and what the second read adds.
"""

import argparse

from rich.console import Console

from benchmarks.batch import batch
from benchmarks.checks import checks
from benchmarks.efforts import efforts
from benchmarks.memory import memory
from benchmarks.scoring import scoring
from benchmarks.stages import growth, stages
from benchmarks.statistics import statistics
from benchmarks.tables import tables

PARTS = {
    "stages": (stages, growth),
    "tables": (tables, memory, batch),
    "checks": (checks,),
    "statistics": (statistics,),
    "scoring": (scoring,),
    "efforts": (efforts,),
}


def main() -> None:
    """Print what was asked for; all where nothing was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{' or '.join(PARTS)}; all where none is named")
    chosen = parser.parse_args().parts
    if unknown := [part for part in chosen if part not in PARTS]:
        parser.error(f"unknown: {' '.join(unknown)}")
    console = Console()
    for part in chosen or PARTS:
        for show in PARTS[part]:
            show(console)


if __name__ == "__main__":
    main()
