"""A batch of reports read by one process and by two: on two free cores two should read twice as many in a second.

Real time is what counts here, so that other work on the machine shows: each count is repeated, and the load is said.
"""

import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.press.carriers import print_report
from evals.press.make import report
from extractor.load import load
from extractor.reading import read

REPORTS, ROUNDS = 100, 3
WORKERS = (1, 2)


def batch(console: Console) -> None:
    """Print reports a second of each number of processes, round by round, and how the best ones compare."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [_printed(seed, Path(folder)) for seed in range(REPORTS)]
        table = Table(title=f"一批 {REPORTS} 份 PDF（份/秒，实际时间）", title_justify="left")
        for head in ("轮次", *(f"{workers} 个进程" for workers in WORKERS), "倍数", "机器负载"):
            table.add_column(head, justify="right")
        pools = [ProcessPoolExecutor(workers, mp_context=get_context("spawn")) for workers in WORKERS]
        for workers, pool in zip(WORKERS, pools, strict=True):
            list(pool.map(_figures, paths[: 4 * workers]))  # imports and caches
        rates: list[list[float]] = []
        for number in range(1, ROUNDS + 1):
            rates.append([_rate(pool, paths) for pool in pools])
            one, two = rates[-1]
            table.add_row(str(number), f"{one:.1f}", f"{two:.1f}", f"{two / one:.2f}", f"{os.getloadavg()[0]:.1f}")
        for pool in pools:
            pool.shutdown()
        one, two = (max(rate[at] for rate in rates) for at in range(len(WORKERS)))
        table.add_row("最好", f"{one:.1f}", f"{two:.1f}", f"{two / one:.2f}", "")
    console.print(table)


def _printed(seed: int, folder: Path) -> Path:
    (path,) = print_report(report(seed, rows=40), "pdf_reportlab", folder / str(seed))
    return path


def _rate(pool: ProcessPoolExecutor, paths: Sequence[Path]) -> float:
    started = time.perf_counter()
    for _ in pool.map(_figures, paths, chunksize=5):
        pass
    return len(paths) / (time.perf_counter() - started)


def _figures(path: Path) -> int:
    """Read a report and return how many figures its forms hold."""
    return sum(len(form.reading.entries) for form in read([load(path)]).statutory)
