"""A sheet for each form and section: its figures in rows and columns, each cell with its evidence hung on it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.review.papers.figures import Figure
from extractor.review.papers.words import NOTHING, UNASKED, moment
from extractor.review.papers.workbook import STATES, Book, Sheet, Value, number
from extractor.show.words import BANDS, COLUMNS, FLAGS, MATCHES, MONEY, SOURCES, place_rank, place_title, subject_name
from schemas.fact import Fact
from schemas.record import Record

_HEAD = 3
_PORTRAIT = 6
"""Columns that an upright page has room for."""
_SHORT = 16
"""Characters of a hash that are shown where the whole stands on the list."""


def grid_sheets(book: Book, record: Record, figures: Sequence[Figure], rows: Mapping[str, int], listed: str) -> None:
    """Add a sheet for each place. `rows`: the row of each figure on the sheet named `listed`, by fact."""
    by_place: dict[str, list[Figure]] = {}
    for one in figures:
        by_place.setdefault(one.fact.place, []).append(one)
    for place in sorted(by_place, key=place_rank):
        sheet = book.sheet(f"{place} {place_title(place)}")
        _Grid(sheet, record, by_place[place], rows, listed).write(f"{place} {place_title(place)}")


class _Grid:
    def __init__(
        self, sheet: Sheet, record: Record, figures: Sequence[Figure], rows: Mapping[str, int], listed: str
    ) -> None:
        self.sheet = sheet
        self.record = record
        self.figures = figures
        self.rows = rows
        self.listed = listed
        self.columns = _columns([one.fact.column for one in figures], figures[0].fact.place)
        self.named = any(name_of(one.fact) for one in figures)

    def write(self, title: str) -> None:
        unit = self.record.unit.money_unit or "元"
        first = self._first
        self.sheet.widths([26, *((30,) if self.named else ()), *(16 for _ in self.columns)])
        self.sheet.add([f"{title}　{self.record.unit.name or ''}　{self.record.unit.year or ''}"], "题")
        self.sheet.height(1, 26)
        self.sheet.add([f"金额单位：{unit}。{_LEGEND}"], "注")
        self.sheet.add(["行", *(("行名或科目",) if self.named else ()), *self.columns], "表头")
        by_row: dict[str, dict[str, Figure]] = {}
        for one in self.figures:
            by_row.setdefault(one.fact.row, {})[one.fact.column] = one
        for row, cells in by_row.items():
            self._row(row, cells)
        self.sheet.freeze(_HEAD + 1, first)
        self.sheet.printed(_HEAD, title, landscape=first + len(self.columns) > _PORTRAIT)

    @property
    def _first(self) -> int:
        """The column of the first measure: before it stand the row and, where there is one, its name."""
        return 3 if self.named else 2

    def _row(self, row: str, cells: Mapping[str, Figure]) -> None:
        name = name_of(next(iter(cells.values())).fact)
        here = self.sheet.add([row, *((name,) if self.named else ())], "项目")
        for at, column in enumerate(self.columns, self._first):
            figure = cells.get(column)
            if figure is None:
                self.sheet.put(here, at, None, "数")
                continue
            value, form = shown(figure, self.record.unit.money_unit)
            self.sheet.put(here, at, value, style_of(figure), form)
            self.sheet.comment(here, at, note(figure))
            self.sheet.link(here, at, self.listed, self.rows[figure.fact.id])


_LEGEND = "底色：黄 待处理，绿 认可，橙 改动，灰 未列，无色 自动采用；红字 核对不符。批注是出处，点格子可到“逐项”。"


def state_of(figure: Figure) -> str:
    """Return how a figure stands: auto, pending, agreed, changed, gone."""
    if figure.settled is None:
        return "auto" if figure.decision == UNASKED else "pending"
    if figure.value is None:
        return "gone"
    return "changed" if figure.changed else "agreed"


def style_of(figure: Figure) -> str:
    """Return the style of a figure's cell."""
    return f"数·{STATES[state_of(figure)]}{'·不符' if figure.tried.failed else ''}"


def shown(figure: Figure, money_unit: str | None) -> tuple[Value, str]:
    """Return a figure's value and number format; money (kept in 元) in the report's own unit."""
    fact = figure.fact
    value = number(figure.value)
    if figure.value is None:
        return NOTHING, "General"
    if not isinstance(value, Decimal):
        return value, "@"
    if fact.unit in MONEY:
        return value / MONEY[money_unit or "元"], money_format(value / MONEY[money_unit or "元"])
    return value, plain_format(value, fact.unit)


def money_format(value: Decimal) -> str:
    """Return the number format of an amount: thousands commas, two decimals or as many as it has."""
    exponent = value.normalize().as_tuple().exponent
    return f"#,##0.{'0' * max(2, -exponent if isinstance(exponent, int) else 2)}"


def plain_format(value: Decimal, unit: str) -> str:
    """Return the number format of a percentage or count, with the decimals it is printed with."""
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent if isinstance(exponent, int) else 0)
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return f'{form}"%"' if unit == "%" else form


def note(figure: Figure) -> str:
    """Return the note on a cell: what is printed, where, what held, who decided."""
    fact, first = figure.fact, figure.fact.evidence[0]
    lead, digits, trail = figure.quote
    lines = [
        f"印出：{fact.printed} {fact.unit}",
        f"出处：{first.document} 第 {first.page} 页，第 {first.start}–{first.end} 字",
        f"取自：{SOURCES[first.source]}，{MATCHES[first.match]}",
        f"原文：{lead}【{digits}】{trail}",
        f"机器：{figure.machine if figure.machine is not None else '没有读出'}（{BANDS[fact.confidence.band]}）",
        *(f"核对通过：{'、'.join(figure.tried.held)}" for _ in figure.tried.held[:1]),
        *(f"核对不符：{'、'.join(figure.tried.failed)}" for _ in figure.tried.failed[:1]),
        *(f"说明：{'；'.join(FLAGS.get(flag, flag) for flag in fact.flags)}" for _ in fact.flags[:1]),
        *_decided(figure),
        f"文件 SHA-256：{figure.sha256[:_SHORT]}…",
    ]
    return "\n".join(lines)


def _decided(figure: Figure) -> list[str]:
    if figure.settled is None:
        return [f"判断：{figure.decision}"]
    said = figure.settled.decision
    also = f"，{'、'.join(said.confirmed_by)} 各自得出同样的结论" if said.confirmed_by else ""
    lines = [f"判断：{figure.decision}　{said.by}　{moment(said.at)}（UTC）{also}"]
    if said.reason:
        lines.append(f"理由：{said.reason}")
    return [*lines, f"判断摘要：{figure.digest[:_SHORT]}…"]


def name_of(fact: Fact) -> str | None:
    """Return the printed name of a row, or of the subject its code stands for, where it says more than the row."""
    name = fact.label or subject_name(fact.place, fact.row)
    return name if name and name != fact.row else None


def _columns(seen: Sequence[str], place: str) -> list[str]:
    """A form's columns in the order it prints them; the narrative's measures in their usual order."""
    found = list(dict.fromkeys(seen))
    if place.startswith("T"):
        return found
    order = {name: at for at, name in enumerate(COLUMNS)}
    return sorted(found, key=lambda name: order.get(name, len(order)))
