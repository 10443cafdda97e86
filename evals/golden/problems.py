"""What is wrong in the labels of a suite, before anybody is measured by them (`juesuan eval lint`)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from evals.golden.decoys import table
from evals.golden.labels import Numbered, numbered_labels
from evals.golden.suite import Suite, SuiteDocument
from evals.scoring.names import row_name
from extractor.load import load
from schemas.label import EMPTY_COLUMN, EMPTY_ROW, PLACES, Label

FACTOR = {"万元": Decimal(10000), "亿元": Decimal(100000000)}
"""元 in a printed unit of money; every other unit counts as it is."""
LAYOUTS = frozenset({"seen", "unseen"})
Said = tuple[str, str]
"""(what is wrong, what to do)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a label file or of a manifest."""

    document: str
    file: Path
    line: int | None
    """Of the label file; None where it is the manifest's fault."""
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """One line: file:line key: what. remedy."""
        where = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        return f"{where} {self.key}：{self.what}。{self.remedy}"


def problems(suite: Suite) -> tuple[Problem, ...]:
    """Return all faults, report by report in the order of their files; none is a suite that may be run.

    Offsets are held against the reports that were given; a report that was not is checked in all else.
    """
    return tuple(problem for document in suite.documents for problem in _of_document(suite, document))


def hints(suite: Suite) -> tuple[str, ...]:
    """Return, in Chinese, what is not wrong but worth a look: rows the dictionary does not know, offsets not held.

    A row in other words than the dictionary's is never the system's, so that a right value would count as left out.
    """
    said = [f"{one.name} 没有给原件，start、end 没有核对" for one in suite.documents if _unheld(one)]
    for document in suite.documents:
        rows = numbered_labels(document.labels_file) if document.labels_file else ()
        seen: set[tuple[str, str]] = set()
        for row in rows:
            place, name, _ = row.label.key
            if row.label.state == "value" and (place, name) not in seen and not _known_row(place, name):
                seen.add((place, name))
                near = "、".join(_near(place, name))
                said.append(f"{document.labels_file}:{row.line} 字典在 {place} 没有行 {name}。可用的有：{near}")
    return tuple(said)


def _unheld(document: SuiteDocument) -> bool:
    return document.path is None and any(leaf.start is not None for leaf in document.labels)


def _known_row(place: str, row: str) -> bool:
    return place not in table() or row_name(place, row)[:2] in _row_names(place) or _held(place, row)


@cache
def _row_names(place: str) -> frozenset[tuple[str, str]]:
    return frozenset(row_name(place, row)[:2] for block in table()[place] for row in block.rows)


def _held(place: str, row: str) -> bool:
    return any(block.held.search(row) for block in table()[place])


def _near(place: str, row: str) -> list[str]:
    known = list(dict.fromkeys(name for block in table()[place] for name in block.rows))
    if len(known) <= _ALL:
        return known
    return [name for name, _, _ in process.extract(row, known, scorer=fuzz.WRatio, limit=5)]


_ALL = 20
"""Rows of a place that are told all of them; of more, those that look most alike."""


def _of_document(suite: Suite, document: SuiteDocument) -> Iterator[Problem]:
    layout = document.slices.get("layout")
    if layout is not None and layout not in LAYOUTS:
        what, remedy = f"slices.layout 写作 {layout}", "只能是 seen（见过的版式）或 unseen（没见过的）"
        yield Problem(document.name, suite.folder, None, document.name, what, remedy)
    if document.labels_file is None:
        return
    rows = numbered_labels(document.labels_file)
    text = _text(document, rows)
    seen: dict[tuple[str, str, str], int] = {}
    filled = {row.label.place for row in rows if row.label.state == "value"}
    for row in rows:
        label = row.label
        said = [*_form(label), *_amount(label), *(_offsets(label, text))]
        if label.key in seen:
            said.append(
                (f"与第 {seen[label.key]} 行是同一个键", "同一个数只标一次；印出两个不同的数时，第二个行名加 #2")
            )
        if label.state == "declared_empty" and label.place in filled:
            said.append((f"{label.place} 既声明空表又有数", "有数的表不标空表"))
        seen.setdefault(label.key, row.line)
        for what, remedy in said:
            yield Problem(document.name, document.labels_file, row.line, "/".join(label.key), what, remedy)


def _text(document: SuiteDocument, rows: Sequence[Numbered]) -> str | None:
    """The report's loaded text, where it was given and a label points into it."""
    if document.path is None or all(row.label.start is None for row in rows):
        return None
    return load(document.path).text


def _form(label: Label) -> Iterator[Said]:
    """What a label of its state must have and must not."""
    if label.place not in PLACES:
        yield f"没有位置 {label.place}", "位置是 T1…T10 或 S0…S13"
    elif label.state == "value" and label.row != EMPTY_ROW and label.column not in _columns(label.place):
        yield f"{label.place} 没有列 {label.column}", f"可用的列：{'、'.join(sorted(_columns(label.place)))}"
    empty = (label.row, label.column) == (EMPTY_ROW, EMPTY_COLUMN)
    if empty != (label.state == "declared_empty"):
        yield "空表声明要三样一致", f"行写 {EMPTY_ROW}，列写 {EMPTY_COLUMN}，state 写 declared_empty"
    if label.state == "value":
        lacking = [name for name in ("printed", "value", "unit") if not getattr(label, name)]
        if lacking:
            yield f"state 是 value，却没有 {'、'.join(lacking)}", "请补上，或改 state"
    elif label.state != "unscored" and (label.value or label.printed):
        yield f"state 是 {label.state}，却有值", "请删去 value 与 printed，或把 state 改成 value"


def _columns(place: str) -> frozenset[str]:
    """Every column the dictionary knows in a place."""
    return frozenset(column for block in table()[place] for column in block.columns)


def _amount(label: Label) -> Iterator[Said]:
    """A value is the printed digits times the unit; the sign may come from words, but not against a printed one."""
    if label.number is None or not label.printed:
        return
    try:
        printed = Decimal(label.printed.replace(",", ""))
    except InvalidOperation:
        yield f"printed 不是数：{label.printed}", "只写数字、小数点、千分位逗号和印出的正负号，不写单位与空白"
        return
    wanted = printed * FACTOR.get(label.unit, Decimal(1))
    signed = label.printed[0] in "+-" and printed != 0
    if label.number != wanted if signed else abs(label.number) != wanted:
        yield f"value 写 {label.value}，而 {label.printed} {label.unit} 是 {wanted:f}", "金额折成元，百分数与个数照印"


def _offsets(label: Label, text: str | None) -> Iterator[Said]:
    """Offsets come in pairs and cut the printed digits out of the text, white space apart."""
    if (label.start is None) != (label.end is None):
        yield "start 与 end 只写了一个", "两个都写，或都留空"
    if label.start is None or label.end is None or text is None:
        return
    piece = re.sub(r"\s", "", text[label.start : label.end])
    if piece != label.printed:
        yield f"正文 {label.start}–{label.end} 是“{piece}”，不是“{label.printed}”", _hint(label, text)


def _hint(label: Label, text: str) -> str:
    found = [match.start() for match in re.finditer(rf"(?<![\d.,]){re.escape(label.printed)}(?![\d.,]*\d)", text)]
    if not found:
        return "正文里没有这串数字，请核对 printed"
    nearest = min(found, key=lambda at: abs(at - (label.start or 0)))
    return f"最近的一处从 {nearest} 到 {nearest + len(label.printed)}；不能确定时把 start、end 留空"
