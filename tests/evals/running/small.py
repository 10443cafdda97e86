"""A suite of three small fictional reports, and a reader that needs no model: it answers what the clauses print."""

import hashlib
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from evals.golden.suite import load_suite
from evals.running.folder import RunFolder
from evals.running.plan import make_plan
from evals.running.predict import predict
from evals.running.run import grade_run
from extractor.pipeline import extract
from tests.askers import IDENTITY, REPORT, Asked, oracle

UNITS = {"anfang": "洛川市航标管理局", "banli": "望岫区档案局", "chuhe": "青禾县科普馆"}
NAMES = tuple(UNITS)
SLICES = {"anfang": "txt", "banli": "txt", "chuhe": "scan"}
RIGHT = {
    ("S2", "本年收入", "决算数"): "7901100",
    ("S2", "财政拨款收入", "决算数"): "7455000",
    ("S2", "财政拨款收入", "占比"): "94.35",
    ("S2", "事业收入", "决算数"): "0",
    ("S2", "事业收入", "占比"): "0",
    ("S2", "其他收入", "决算数"): "446100",
    ("S2", "其他收入", "占比"): "5.65",
}
"""What every report prints in S2, the section that is labelled."""
LEAVES = len(RIGHT)
CRITICAL = "S2/本年收入/决算数"


def csv_of(values) -> str:
    head = "place,row,column,state,printed,value,unit,start,end\n"
    lines = []
    for (place, row, column), value in values.items():
        money = column == "决算数"
        printed = f"{int(value) / 10000:.2f}" if money else value
        lines.append(f"{place},{row},{column},value,{printed},{value},{'万元' if money else '%'},,\n")
    return head + "".join(lines)


def write_suite(folder: Path, *, top: str = "", labels=None, entries=None, names=NAMES, file: bool = True) -> Path:
    """Write it. `labels`, `entries`: by report, other labels and further lines of its entry."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['name = "small"', 'title = "三份小报告"', 'places = ["S2"]', top]
    for name in names:
        text = REPORT.replace("洛川市航标管理局", UNITS[name])
        (folder / f"{name}.txt").write_text(text, "utf-8", newline="\n")
        (folder / f"{name}.csv").write_text(csv_of((labels or {}).get(name, RIGHT)), "utf-8", newline="\n")
        lines += ["[[document]]", f'name = "{name}"', f'labels = "{name}.csv"']
        lines += [f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"']
        lines += [f'file = "{name}.txt"'] if file else []
        lines += [f'slices = {{ carrier = "{SLICES[name]}" }}', (entries or {}).get(name, "")]
    (folder / "suite.toml").write_text("\n".join([*lines, ""]), "utf-8")
    return folder


def suite(folder: Path, **more):
    return load_suite(write_suite(folder, **more))


class Reader:
    """Reads truly and counts what it reads. `fails`: errors by report; `edit`: what is done to a report's record."""

    def __init__(self, *, fails=None, edit=None):
        self.read = []
        self.fails = fails or {}
        self.edit = edit or {}

    def __call__(self, documents, _step):
        name = documents[0].name.removesuffix(".txt")
        self.read.append(name)
        if name in self.fails:
            raise self.fails[name]
        done = extract(list(documents), Asked(oracle(documents)))
        record = self.edit[name](done.record) if name in self.edit else done.record
        return SimpleNamespace(record=record, run=done.run)


def valued(key, value):
    """An edit of a record: another value under one key; None takes the fact out."""

    def edit(record):
        facts = [
            fact if (fact.place, fact.row, fact.column) != key else fact.model_copy(update={"value": value})
            for fact in record.facts
            if value is not None or (fact.place, fact.row, fact.column) != key
        ]
        return record.model_copy(update={"facts": tuple(facts)})

    return edit


@contextmanager
def unwatched(_ordinal, _of, _name):
    yield lambda _progress: None


def plan_of(loaded, *, model=IDENTITY, replayed=True):
    return make_plan(loaded, loaded.documents, model, replayed=replayed)


def run_of(loaded, where: Path, reader=None, *, replayed=True):
    """Plan and read; return the folder and what was predicted."""
    folder = RunFolder.open(where, plan_of(loaded, replayed=replayed))
    return folder, predict(loaded.documents, folder, reader or Reader(), unwatched)


def graded(loaded, where: Path, reader=None, terms=None, *, replayed=True):
    """Plan, read and grade; return the outcome."""
    folder, _ = run_of(loaded, where, reader, replayed=replayed)
    return grade_run(loaded, folder, terms) if terms else grade_run(loaded, folder)


def gate(outcome, word):
    """The one gate of an outcome whose name has a word in it."""
    (found,) = [one for one in outcome.gates if word in one.name]
    return found
