"""What a record without a model takes: loading, both reads by code, and everything up to the record.

`--no-llm` is meant to read a report's narrative in well under a second. Each part is timed on the example reports; the
ratios are to loading, which no reader can leave out. Subjects remembered from an earlier report are forgotten first.
"""

from rich.console import Console
from rich.table import Table

from benchmarks.stages import EXAMPLES
from benchmarks.timing import best
from extractor.effort import NoModel
from extractor.load import load
from extractor.pipeline import extract
from extractor.reading import read
from extractor.sentences.read import read_sentences
from extractor.sentences.subjects import subject_of

COLUMNS = ("报告", "字数", "load", "第一读", "第二读", "全程", "第二读/第一读", "全程/load")


def efforts(console: Console) -> None:
    """Print milliseconds of loading, of the first and the second read, and of the whole record without a model."""
    table = Table(title="不用模型读成一份记录（毫秒，取最好的一次）", title_justify="left")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column == "报告" else "right")
    for path in sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".md", ".html", ".docx", ".pdf"}):
        if path.stem == "README":
            continue
        document = load(path)
        reading = read([document])
        loading = best(lambda p=path: load(p))
        first = best(lambda d=document: read([d]))
        second = best(lambda r=reading: read_sentences(r), before=subject_of.cache_clear)
        whole = best(lambda d=document: extract([d], NoModel(), effort="none"), before=subject_of.cache_clear)
        cells = [f"{seconds * 1000:.1f}" for seconds in (loading, first, second, whole)]
        table.add_row(path.name, str(len(document.text)), *cells, f"{second / first:.2f}", f"{whole / loading:.2f}")
    console.print(table)
