"""Books of figures from short lines, reports of a few sentences, and identities told as tables of cases.

book("T1/收入总计 105.00", "S3/基本支出 决算数=60.00 占比=60.00%", "T5/205 @教育支出 !ocr 本年支出合计=12.00")

A number without a column is the 决算数, one without a unit is 万元. `列=` takes a figure away, a row or place alone all
of its figures. `-8.00` in the narrative is a decrease, printed without its sign. Every figure stands in a fictional
text that its evidence slices.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from askers import report

from extractor.checks.book import Book, Figure, Key, book_of
from extractor.checks.check import check
from extractor.checks.findings import amount
from extractor.checks.outcome import Outcome
from extractor.checks.registry import try_all
from extractor.checks.source import Source
from extractor.numbers import SCALE
from schemas.fact import Evidence
from schemas.record import Finding, Form, Unit

UNIT = "临河市水文局"
_FIGURE = re.compile(r"(?:(?P<column>[^=]+)=)?(?:(?P<digits>-?[\d,]+(?:\.\d+)?)(?P<unit>\D*))?")
SECTIONS = {
    "S0": "第一部分 部门概况",
    "S1": "一、收入支出决算总体情况说明",
    "S2": "二、收入决算情况说明",
    "S3": "三、支出决算情况说明",
    "S4": "四、财政拨款收入支出决算总体情况说明",
    "S5": "五、一般公共预算财政拨款支出决算情况说明",
    "S6": "六、一般公共预算财政拨款基本支出决算情况说明",
    "S8": "七、政府性基金预算财政拨款收入支出决算情况说明",
    "S9": "八、国有资本经营预算财政拨款支出决算情况说明",
    "S11": "九、政府采购支出情况说明",
    "S12": "十、国有资产占用情况说明",
    "S13": "十一、预算绩效情况说明",
    "S14": "第四部分 名词解释",
    "T1": "收入支出决算总表",
    "T3": "支出决算表",
    "T5": "一般公共预算财政拨款支出决算表",
}


REPORT = """
T1/一般公共预算财政拨款收入 102.34
T1/其他收入 5.17
T1/本年收入合计 107.51
T1/年初结转和结余 3.06
T1/收入总计 110.57
T1/教育支出 85.28
T1/社会保障和就业支出 11.22
T1/住房保障支出 8.19
T1/本年支出合计 104.69
T1/年末结转和结余 5.88
T1/支出总计 110.57
T2/合计 本年收入合计=107.51 财政拨款收入=102.34 其他收入=5.17
T2/2050205 本年收入合计=88.10 财政拨款收入=82.93 其他收入=5.17
T2/2080505 本年收入合计=7.48 财政拨款收入=7.48
T2/2080506 本年收入合计=3.74 财政拨款收入=3.74
T2/2210201 本年收入合计=8.19 财政拨款收入=8.19
T3/合计 本年支出合计=104.69 基本支出=48.78 项目支出=55.91
T3/2050205 本年支出合计=85.28 基本支出=29.37 项目支出=55.91
T3/2080505 本年支出合计=7.48 基本支出=7.48
T3/2080506 本年支出合计=3.74 基本支出=3.74
T3/2210201 本年支出合计=8.19 基本支出=8.19
T4/一般公共预算财政拨款 102.34
T4/本年收入合计 102.34
T4/年初财政拨款结转和结余 2.11
T4/收入总计 104.45
T4/教育支出 合计=80.63 一般公共预算财政拨款=80.63
T4/社会保障和就业支出 合计=11.22 一般公共预算财政拨款=11.22
T4/住房保障支出 合计=8.19 一般公共预算财政拨款=8.19
T4/本年支出合计 合计=100.04 一般公共预算财政拨款=100.04
T4/年末财政拨款结转和结余 合计=4.41 一般公共预算财政拨款=4.41
T4/支出总计 合计=104.45 一般公共预算财政拨款=104.45
T5/合计 本年支出合计=100.04 基本支出=48.78 项目支出=51.26
T5/205 本年支出合计=80.63 基本支出=29.37 项目支出=51.26
T5/2050205 本年支出合计=80.63 基本支出=29.37 项目支出=51.26
T5/208 本年支出合计=11.22 基本支出=11.22
T5/2080505 本年支出合计=7.48 基本支出=7.48
T5/2080506 本年支出合计=3.74 基本支出=3.74
T5/2210201 本年支出合计=8.19 基本支出=8.19
T6/301 37.61
T6/30101 24.38
T6/30102 13.23
T6/30302 2.26
T6/人员经费合计 39.87
T6/302 8.91
T6/30201 5.93
T6/30205 2.19
T6/30217 0.79
T6/公用经费合计 8.91
T7/合计 预算数=5.20 决算数=3.51
T7/公务用车购置及运行维护费 预算数=4.10 决算数=2.72
T7/公务用车运行维护费 预算数=4.10 决算数=2.72
T7/公务接待费 预算数=1.10 决算数=0.79
S1/收入总计 110.57
S1/支出总计 110.57
S1/本年收入 107.51
S1/年初结转和结余 3.06
S2/本年收入 107.51
S2/财政拨款收入 决算数=102.34 占比=95.19%
S2/其他收入 决算数=5.17 占比=4.81%
S3/本年支出 决算数=104.69 比上年增减额=4.52 比上年增减率=4.51%
S3/基本支出 决算数=48.78 占比=46.59%
S3/项目支出 决算数=55.91 占比=53.41%
S4/财政拨款收入 102.34
S4/财政拨款支出 100.04
S5/一般公共预算财政拨款支出 年初预算=94.50 决算数=100.04 完成率=105.86%
S6/基本支出 48.78
S6/人员经费 39.87
S6/公用经费 8.91
S7/三公经费 预算数=5.20 决算数=3.51 完成率=67.50%
S7/公务接待费 预算数=1.10 决算数=0.79 完成率=71.82%
"""
"""A small report that adds up; 4.65 of its spending is not fiscal money."""


@dataclass(frozen=True)
class Cell:
    key: Key
    digits: str
    unit: str
    flags: tuple[str, ...]
    label: str


def cells_of(lines: str) -> dict[Key, Cell]:
    """Read lines; a later figure takes the place of an earlier one, one without digits takes it away."""
    found: dict[Key, Cell] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, *words = line.split()
        place, _, row = name.partition("/")
        flags = tuple(word[1:] for word in words if word[0] == "!")
        label = next((word[1:] for word in words if word[0] == "@"), "")
        for word in (word for word in words if word[0] not in "!@"):
            match = _FIGURE.fullmatch(word)
            assert match, f"not a figure: {word}"
            key = Key(place, row, match["column"] or "决算数")
            found[key] = Cell(key, match["digits"] or "", match["unit"] or "万元", flags, label)
    return found


def book(*lines: str, text: str | None = None, unit: str = UNIT, year: int | None = 2031, **about: object) -> Book:
    """Return the book of lines; `text`: the report's own text, else no text is known."""
    cells: dict[Key, Cell] = {}
    for block in lines:
        gone = {line.strip() for line in block.splitlines() if line.strip() and len(line.split()) == 1}
        cells = {key: cell for key, cell in cells.items() if not {key.place, f"{key.place}/{key.row}"} & gone}
        cells |= cells_of(block)
    cells = {key: cell for key, cell in cells.items() if cell.digits}
    source, shown = None, "\n".join(f"{cell.key} {_printed(cell)}" for cell in cells.values())
    if text is not None:
        known = Unit(name=unit or None, year=year, level=None, money_unit="万元", precision="0.01")
        forms = [Form(place=place, state="declared_empty") for place in about.get("empty", ())]
        source, shown = Source((report(text),), known, tuple(forms)), text
    figures = [_figure(cell, shown) for cell in cells.values()]
    found = frozenset(key.place for key in cells if key.place[0] == "T")
    return book_of(figures, found=found, year=year, source=source, **about)


def _printed(cell: Cell) -> str:
    return cell.digits if cell.key.place[0] == "T" else cell.digits.lstrip("-")


def _figure(cell: Cell, shown: str) -> Figure:
    printed = _printed(cell)
    line = shown.find(f"{cell.key} {printed}")
    at = shown.find(printed) if line < 0 else line + len(f"{cell.key} ")
    value = Decimal(cell.digits.replace(",", "")) * SCALE.get(cell.unit, 1)
    evidence = Evidence(
        document="report.txt",
        start=at,
        end=at + len(printed),
        page=1,
        text=printed,
        match="exact",
        source="table" if cell.key.place[0] == "T" else "text",
    )
    return Figure(cell.key, value, cell.unit, printed, (evidence,) if at >= 0 else (), cell.flags, cell.label)


def told(*sections: str) -> str:
    """Return a report of a few sections, each told as `S6 text`."""
    parts = [section.partition(" ")[::2] for section in sections]
    return f"{UNIT}2031年度部门决算\n" + "".join(f"{SECTIONS[place]}\n{body}\n" for place, body in parts)


def key(text: str) -> Key:
    """Return the key of `place/row/column`; a row may hold strokes of its own."""
    place, _, rest = text.partition("/")
    row, _, column = rest.rpartition("/")
    return Key(place, row, column)


def findings(book: Book, *ids: str) -> list[Finding]:
    return list(check(book, ids or None).findings)


def grave(book: Book, *ids: str) -> list[Finding]:
    return [one for one in findings(book, *ids) if one.severity != "info"]


# --- identities as tables -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wrong:
    """A failure: what is printed instead, which figure is to blame and what it should be."""

    change: str = ""
    expected: str | None = None
    blame: str = ""
    """Unless it is the first figure of the change; `-` where it is words, not a figure."""
    cause: str | None = None
    text: str | None = None
    severity: str | None = None
    check: str | None = None
    """The identity it is counted under, where that is another."""


@dataclass(frozen=True)
class Case:
    """One identity: lines (or a text) in which it holds, and changes of them."""

    holds: str
    fails: Wrong | tuple[Wrong, ...]
    rounds: str | tuple[str, ...] = ()
    """Differences that rounding explains: information, never a failure."""
    near: str | tuple[str, ...] = ()
    """Of an identity that knows no rounding: what comes near to a failure and is none."""
    untried: str | None = ""
    """What is taken away so that it cannot be tried; None: it is always tried."""
    text: str | None = None
    round_texts: tuple[str, ...] = ()
    near_texts: tuple[str, ...] = ()
    about: Mapping[str, object] | None = None

    def book(self, change: str = "", text: str | None = None) -> Book:
        return book(self.holds, change, text=self.text if text is None else text, **(self.about or {}))


def _all(one: object) -> Sequence:
    return one if isinstance(one, tuple) else (one,) if one else ()


def holding(cases: Mapping[str, Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("check", "case"), [pytest.param(id_, case, id=id_) for id_, case in cases.items()])


def failing(cases: Mapping[str, Case]) -> pytest.MarkDecorator:
    rows = [
        pytest.param(id_, case, wrong, id=f"{id_}-{n}")
        for id_, case in cases.items()
        for n, wrong in enumerate(_all(case.fails), 1)
    ]
    return pytest.mark.parametrize(("check", "case", "wrong"), rows)


def rounding(cases: Mapping[str, Case]) -> pytest.MarkDecorator:
    rows = [
        pytest.param(id_, case.book(*told), kind, id=f"{id_}-{kind}-{n}")
        for id_, case in cases.items()
        for kind, changes in (
            ("rounding", [*((change,) for change in _all(case.rounds)), *(("", text) for text in case.round_texts)]),
            ("near", [*((change,) for change in _all(case.near)), *(("", text) for text in case.near_texts)]),
        )
        for n, told in enumerate(changes, 1)
    ]
    return pytest.mark.parametrize(("check", "book", "kind"), rows)


def lacking(cases: Mapping[str, Case]) -> pytest.MarkDecorator:
    rows = [pytest.param(id_, case, id=id_) for id_, case in cases.items() if case.untried is not None and case.untried]
    return pytest.mark.parametrize(("check", "case"), rows)


def outcomes(book: Book, check: str) -> list[Outcome]:
    return try_all(book, [check])


def verdicts(book: Book, check: str) -> set[str]:
    return {one.verdict for one in outcomes(book, check)} - {"not_checked"}


def judge_holds(check: str, case: Case) -> None:
    assert verdicts(case.book(), check) == {"pass"}, outcomes(case.book(), check)


def judge_fails(check: str, case: Case, wrong: Wrong) -> None:
    changed = case.book(wrong.change, wrong.text)
    failed = [one for one in outcomes(changed, check) if one.verdict == "fail"]
    assert failed, "nothing fails"
    blamed = key(wrong.blame) if wrong.blame.strip("-") else None
    if not wrong.blame:
        blamed = next(iter(cells_of(wrong.change)), None)
    right = [one for one in failed if one.blame == blamed]
    assert right, f"blamed: {[str(one.blame) for one in failed]}"
    assert {one.check for one in failed} == {wrong.check or check}
    if wrong.expected is not None:
        assert blamed
        assert wrong.expected in [amount(changed, blamed, one.expected) for one in right if one.expected is not None]
    if wrong.cause is not None:
        assert wrong.cause in {one.cause for one in right}
    if wrong.severity is not None:
        assert wrong.severity in {one.severity for one in right}


def judge_rounding(check: str, book: Book, kind: str) -> None:
    """Rounding is information; what only comes near to a failure passes, is information, or is left open."""
    if kind == "rounding":
        assert verdicts(book, check) <= {"pass", "rounding"}
        assert "rounding" in verdicts(book, check), outcomes(book, check)
    else:
        assert "fail" not in {one.verdict for one in outcomes(book, check) if one.severity != "info"}
    assert not grave(book, check)


def judge_lacking(check: str, case: Case) -> None:
    found = outcomes(case.book(case.untried or ""), check)
    assert {one.verdict for one in found} == {"not_checked"}, found
    assert all(one.note.startswith("缺 ") and len(one.note) > 2 for one in found)


__all__ = [
    "REPORT",
    "Case",
    "Wrong",
    "book",
    "cells_of",
    "failing",
    "findings",
    "grave",
    "holding",
    "judge_fails",
    "judge_holds",
    "judge_lacking",
    "judge_rounding",
    "key",
    "lacking",
    "outcomes",
    "rounding",
    "told",
    "verdicts",
]
