"""`python -m evals.confidence fit|report`: fits the score; tells what bands and scores come to on the real reports.

fit      labels the press, the examples and the real reports, fits every way of reading, writes
         extractor/confidence/fitted.json and evals/confidence/left_out.json
report   weighs each real report by a fit that never saw it, holds it against gold, writes the page and its picture
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from evals.confidence.collect import EFFORTS, PER_LAYOUT, of_press, records_of, sittings, suite_of
from evals.confidence.keep import SHIPPED, fit_all, fit_without, left_out
from evals.confidence.labelled import Labels, Source, Where, labels_of
from evals.confidence.measure import Reading, reading_of
from evals.confidence.page import PAGE, write_page
from extractor.confidence.score import identity_of
from extractor.errors import JuesuanError, UsageError
from schemas.record import Effort

CONSOLE = Console(stderr=True)
REAL = "real"
RECORDED: tuple[tuple[str, Source], ...] = (("fiction", "examples"), (REAL, "real"))


def fit(documents: Path, per_layout: int, workers: int) -> None:
    """Collect labels and fit. Raises UsageError where the real reports are not there."""
    CONSOLE.print(f"==> 读虚构报告，每种版式 {per_layout} 份，三种读法")
    labels: dict[Effort, list[Labels]] = of_press(sittings(per_layout), workers)
    models = {}
    for effort in EFFORTS:
        for suite, source in RECORDED:
            found = records_of(suite_of(suite, documents), effort)
            if not found:
                raise UsageError("没有真实报告", where=str(documents), remedy="请用 --documents 给出它们所在的文件夹")
            for name, (document, record) in found.items():
                models[effort] = identity_of(record.provenance.model)
                labels[effort].append(labels_of(record, document.labels, Where(name, name, source)))
    CONSOLE.print("==> 拟合：全体，以及各留出一份真实报告")
    fit_all(labels, models)
    CONSOLE.print(f"写入 {SHIPPED}")


def readings(documents: Path) -> dict[Effort, list[Reading]]:
    """Return the real reports read in every way, each weighed by a fit that never saw it."""
    fits = left_out()
    suite = suite_of(REAL, documents)
    return {
        effort: [
            reading_of(document, record, fit_without(fits, effort, name))
            for name, (document, record) in records_of(suite, effort).items()
        ]
        for effort in EFFORTS
    }


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.confidence", description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("fit", "report"))
    parser.add_argument("--documents", type=Path, default=Path("../shared/seeds"), help="where the real reports lie")
    parser.add_argument("--per-layout", type=int, default=PER_LAYOUT)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--page", type=Path, default=PAGE)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.what == "fit":
            fit(chosen.documents, chosen.per_layout, chosen.workers)
        else:
            write_page(readings(chosen.documents), left_out(), chosen.page)
    except JuesuanError as error:
        print(f"{error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
