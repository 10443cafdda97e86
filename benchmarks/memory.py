"""The most memory a long PDF takes, in a process that does nothing else.

`python -m benchmarks.memory FILE` is that process: it prints megabytes before reading and at the most.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

PAGES = 300
MOST_MB = 300
_ROWS = 500


def memory(console: Console) -> None:
    """Print the peak of reading a PDF of 300 pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = _bound(Path(folder))
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.memory", str(path)], capture_output=True, text=True, check=True
        )
        pages, characters, before, peak = run.stdout.split()
        size = path.stat().st_size / 1e6
    style = "green" if float(peak) <= MOST_MB else "red"
    console.print(
        f"PDF {pages} 页（{size:.1f} MB，{int(characters):,} 字）：内存最多 [{style}]{peak} MB[/]"
        f"（应不超过 {MOST_MB}），其中读之前 {before} MB"
    )


def _bound(folder: Path) -> Path:
    """Print long reports, bind them and leave the first 300 pages."""
    import pypdfium2

    from evals.press.carriers import print_report
    from evals.press.make import report

    whole = pypdfium2.PdfDocument.new()
    seed = 0
    while len(whole) < PAGES:
        (path,) = print_report(report(seed, "ningxia", rows=_ROWS), "pdf_reportlab", folder / str(seed))
        part = pypdfium2.PdfDocument(str(path))
        whole.import_pages(part, list(range(min(len(part), PAGES - len(whole)))))
        part.close()
        seed += 1
    target = folder / "long.pdf"
    whole.save(str(target))
    whole.close()
    return target


def _read(path: Path) -> None:
    from extractor.load import load
    from extractor.reading import read

    before = _peak_mb()
    document = load(path)
    read([document])
    print(len(document.pages), len(document.text), f"{before:.0f}", f"{_peak_mb():.0f}")


def _peak_mb() -> float:
    """Return the most memory of this process.

    Linux counts in `ru_maxrss` what the process that started this one held, so /proc is asked first.
    """
    import resource

    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2  # macOS counts bytes


if __name__ == "__main__":
    _read(Path(sys.argv[1]))
