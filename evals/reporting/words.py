"""How the reports say things: Chinese words for verdicts and kinds, and numbers as a reader writes them."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from evals.running.summary import Counted, DocumentSummary, GateLine, Interval, Measure
from evals.scoring.leaf import Letter, Pairing
from extractor.show.words import BANDS, place_title

Naming = Callable[[str], str]

NOTHING = "—"
"""Where there is nothing to divide by."""

LETTERS: dict[Letter, str] = {"C": "对", "W": "错", "O": "漏", "H": "多", "N": "空"}
LETTERS_HELP: dict[Letter, str] = {
    "C": "标注有值，读出的与它相等",
    "W": "标注有值，读出的是另一个值",
    "O": "标注有值，没有读出",
    "H": "标注没有值，却读出了值",
    "N": "标注没有值，也没有读出",
}
SHAPES: dict[Letter, str] = {"C": "✓", "W": "✗", "O": "○", "H": "＋", "N": "·"}
"""What tells verdicts apart where colours do not."""

KINDS = {
    "sign": "正负号相反",
    "unit": "单位或量级不对",
    "rounding": "舍入不同",
    "row_swap": "取了另一行的数",
    "column_swap": "取了另一列的数",
    "year_swap": "取了另一年的数",
    "digit": "有一位数字不同",
    "label": "归在了另一个名目下",
    "other": "其他",
    "grounded_elsewhere": "原文别处印有此数",
    "ungrounded": "原文没有此数",
    "invented_row": "多出的行",
    "invented_field": "多出的列",
}
"""Kinds of wrong and of invented values."""

PAIRINGS: dict[Pairing, str] = {
    "key": "行名相同",
    "code": "科目编码相同",
    "path": "整理后的行名相同",
    "assigned": "按相等的值配对",
}
SLICES = {"carrier": "载体", "layout": "版式", "province": "省份", "year": "年度", "level": "层级"}
"""Commonest names of slices; a suite may have others, told as they are."""
PARTS = {"seen": "见过", "unseen": "没见过"}
"""Parts of slices that are words of ours."""

STATES = ("scored", "crashed", "not_given")
RECORDS = {"complete": "完整", "partial": "部分", "failed": "失败"}
GATES = {"hard": "硬性", "statistical": "统计", "budget": "预算"}
DIRECTIONS = {"up": "越大越好", "down": "越小越好", "none": ""}
RATES = (
    ("precision", "精确率"),
    ("recall", "召回率"),
    ("f1", "F1"),
    ("wrong_rate", "错值率"),
    ("omission_rate", "漏读率"),
)
"""The measures of a `Counted`, in reading order."""


def count_of(counted: Counted, letter: Letter) -> int:
    """Return how many leaves of a group have this verdict."""
    number: int = getattr(counted, letter)
    return number


FAULTS_AND_RIGHT: tuple[Letter, ...] = ("C", "W", "O", "H")
"""The verdicts of a table that has no room for N."""


def letters() -> tuple[Letter, ...]:
    """Return the verdicts in reading order."""
    return get_args(Letter)


def shown(value: float | None, kind: str = "share") -> str:
    """Write a number: a share as a percentage with two decimals, None as —."""
    if value is None:
        return NOTHING
    if kind == "share":
        return f"{value:.2%}"
    if kind == "count":
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return f"{_number(value)} 秒" if kind == "seconds" else _number(value)


def signed(value: float | None, kind: str = "share") -> str:
    """Write a difference with its sign; one of shares is in percentage points."""
    if value is None:
        return NOTHING
    if kind == "share":
        return f"{value * 100:+.2f}".replace("-", "−")
    sign = "−" if value < 0 else "+"
    return f"{sign}{shown(abs(value), kind)}"


def spread(interval: Interval | None, kind: str = "share") -> str:
    """Write an interval without its documents; — where there is none."""
    if interval is None:
        return NOTHING
    return f"{shown(interval.lower, kind)} ～ {shown(interval.upper, kind)}"


def base(measure: Measure) -> str:
    """Write what a measure was counted over, and the documents its interval was drawn from."""
    parts = [] if measure.over is None else [f"{measure.over:,}"]
    if measure.interval is not None:
        parts.append(f"区间按 {measure.interval.documents:,} 份报告")
    return "；".join(parts) or NOTHING


def yes_no(answer: bool | None) -> str:
    """Write an answer with a sign of its own; — where nobody asked."""
    return NOTHING if answer is None else "✓ 是" if answer else "✗ 否"


def gate_verdict(gates: Sequence[GateLine]) -> tuple[str, str, str]:
    """Return what the gates say together, as (class, shape, words)."""
    failed = sum(not gate.passed for gate in gates)
    warned = sum(gate.passed and gate.warning for gate in gates)
    if not gates:
        return "none", "○", "没有设门槛"
    if failed:
        return "failed", "✗", f"{len(gates)} 道门槛中 {failed} 道没有守住"
    if warned:
        return "warned", "◆", f"{len(gates)} 道门槛都守住了，{warned} 道有警告"
    return "passed", "✓", f"{len(gates)} 道门槛都守住了"


def gate_sign(gate: GateLine) -> str:
    """Return what became of one gate, as a shape and a word."""
    return "✗ 没守住" if not gate.passed else "◆ 警告" if gate.warning else "✓ 守住"


def gates_in_order(gates: Iterable[GateLine]) -> list[GateLine]:
    """Return the gates with those first that do not hold, then those that warn."""
    return sorted(gates, key=lambda gate: (gate.passed, not gate.warning))


def by_state(documents: Iterable[DocumentSummary]) -> dict[str, list[DocumentSummary]]:
    """Return the documents by what became of them: scored, crashed, not given."""
    found: dict[str, list[DocumentSummary]] = {state: [] for state in STATES}
    for document in documents:
        found[document.state].append(document)
    return found


def titled(place: str) -> str:
    """Return a place with its Chinese name: S5 一般公共预算…; an unknown one stands alone."""
    title = place_title(place)
    return place if title == place else f"{place} {title}"


def slice_name(name: str) -> str:
    """Return the Chinese name of a slice."""
    return SLICES.get(name, name)


def part_name(part: str) -> str:
    """Return the Chinese name of a part of a slice."""
    return PARTS.get(part, part)


def is_place(word: str) -> bool:
    """Whether a word is the id of a form or a section."""
    return re.fullmatch(r"[ST]\d{1,2}", word, re.ASCII) is not None


def band_name(band: str) -> str:
    """Return the Chinese name of a band by its code; the empty code is of leaves without a band."""
    return BANDS.get(band, band) or "没有分档"


def kind_name(kind: str) -> str:
    """Return the Chinese name of a kind of wrong or invented value."""
    return KINDS.get(kind, kind)


def _number(value: float) -> str:
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    if size and size < 0.001:
        return f"{value:.8f}".rstrip("0")
    return f"{value:.4g}"
