"""Where the time of reading by code goes, and whether it grows with the text or faster.

Each stage is timed on the example reports; then one report is read repeated 1, 2, 4 and 8 times over: a ratio near
the factor means linear growth. Asking the model is not timed here: `.run.json` of a recording says what that took.
"""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.timing import best
from extractor.load import load
from extractor.outline import outline
from extractor.reading import read
from schemas.document import Document, Page

EXAMPLES = Path(__file__).parent.parent / "examples"


def stages(console: Console) -> None:
    """Print milliseconds of loading, outlining and reading each example, and each as a share of reading."""
    table = Table(title="各阶段（毫秒，取最好的一次）", title_justify="left")
    for column in ("报告", "字数", "load", "outline", "read", "load/read", "outline/read"):
        table.add_column(column, justify="left" if column == "报告" else "right")
    for path in sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".md", ".html", ".docx", ".pdf"}):
        if path.stem == "README":
            continue
        document = load(path)
        seconds = [
            best(lambda p=path: load(p)),
            best(lambda d=document: outline(d)),
            best(lambda d=document: read([d])),
        ]
        cells = [f"{s * 1000:.1f}" for s in seconds]
        table.add_row(
            path.name,
            str(len(document.text)),
            *cells,
            f"{seconds[0] / seconds[2]:.2f}",
            f"{seconds[1] / seconds[2]:.2f}",
        )
    console.print(table)


def growth(console: Console) -> None:
    """Print how the time of reading grows with the text."""
    text = load(EXAMPLES / "heilongjiang.txt").text
    table = Table(title="read 随篇幅增长（倍数）", title_justify="left")
    for column in ("篇幅", "用时"):
        table.add_column(column, justify="right")
    base = 0.0
    for factor in (1, 2, 4, 8):
        whole = text * factor
        page = Page(number=1, start=0, end=len(whole))
        document = Document(name="x", sha256="", media_type="text/plain", text=whole, pages=(page,))
        seconds = best(lambda d=document: read([d]))
        base = base or seconds
        table.add_row(f"×{factor}", f"×{seconds / base:.1f}")
    console.print(table)
