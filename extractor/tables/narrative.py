"""Small tables inside narrative sections, and the 绩效 annex: read from their headers, without a model."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.draft import Draft
from extractor.flat import flat_text
from extractor.labels import find_mentions
from extractor.numbers import SCALE, parse
from extractor.tables.grid import Block, Cell

_NUMBER = re.compile(r"^(?P<digits>[+\-]?[\d,]+(?:\.\d+)?)(?P<unit>%|万元|元|分)?$")
_COLUMNS = (
    ("比上年增减率", re.compile(r"(?:同比|比上年|较上年|增减).*(?:%|率|比例|幅度)|增长率")),
    ("比上年增减额", re.compile(r"(?:同比|比上年|较上年)?增减(?:变化)?(?:额|金额|数)")),
    ("下达金额", re.compile(r"下达金额")),
    ("执行金额", re.compile(r"执行金额")),
    ("执行率", re.compile(r"执行率")),
    ("完成率", re.compile(r"完成率|完成预算")),
    ("占比", re.compile(r"占比|比重|所占")),
    ("分值", re.compile(r"分值")),
    ("得分", re.compile(r"得分")),
    ("全年预算数", re.compile(r"全年预算")),
    ("年初预算", re.compile(r"预算")),
    ("执行数", re.compile(r"执行数")),
    ("上年决算数", re.compile(r"上年.*决算|上年数")),
    ("决算数", re.compile(r"决算|金额|本年数")),
)
_TOTAL_ROWS = {"S2": "本年收入", "S3": "本年支出", "S7": "三公经费", "S13": "项目合计"}
_PERCENT = frozenset({"比上年增减率", "执行率", "完成率", "占比"})
_SCORES = frozenset({"分值", "得分"})
_PAIRS = (
    ("附件:预算", "年初预算收入", re.compile(r"年初预算收入")),
    ("附件:预算", "年初预算支出", re.compile(r"年初预算支出")),
    ("附件:总评价", "得分", re.compile(r"^总(?:评价)?得分$|^总评价得分|^总分$")),
)
_SKIPPED_ROW = re.compile(r"^(?:合计|小计|总计)?$|指标|目标|任务")
_ORDINAL = re.compile(r"^(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]+[）)、])")


@dataclass(frozen=True)
class TableSite:
    """Where a table stands: what its cells inherit."""

    place: str
    document: int
    money_unit: str
    chunk: str
    annex: bool = False


def read_block(block: Block, site: TableSite) -> list[Draft]:
    """Return the figures of a narrative table that its header and row labels name."""
    drafts = [draft for row in block.rows if (draft := _pair(row, site))] if site.annex else []
    header: dict[int, str] = {}
    label_at, units = 0, {}
    for row in block.rows:
        mapped = _header(row, site)
        if mapped:
            header, label_at = mapped, min(mapped) - 1
            units = {index: _unit(row[index].text) for index in header}
            continue
        if any(re.search(r"一级指标|指标值", cell.text) for cell in row):
            header = {}
        if header and label_at >= 0:
            drafts += _row(row, site, header, label_at, units)
    return drafts


def _header(row: tuple[Cell, ...], site: TableSite) -> dict[int, str]:
    """Map column index to measure; a header names at least two measures and holds no number."""
    if any(_NUMBER.match(cell.text.replace(" ", "")) for cell in row):
        return {}
    found: dict[int, str] = {}
    for index, cell in enumerate(row):
        measure = next((name for name, pattern in _COLUMNS if pattern.search(flat_text(cell.text))), None)
        if measure and index > 0 and measure not in found.values() and len(cell.text) <= 24:
            found[index] = measure
    if site.place == "S7":
        found = {index: "预算数" if name in ("年初预算", "全年预算数") else name for index, name in found.items()}
    return found if len(found) >= 2 else {}


def _unit(title: str) -> str | None:
    match = re.search(r"亿元|万元|元", title)
    return match[0] if match else None


def _row(
    row: tuple[Cell, ...],
    site: TableSite,
    header: dict[int, str],
    label_at: int,
    units: dict[int, str | None],
) -> list[Draft]:
    if len(row) <= label_at or not row[label_at].text:
        return []
    name = _row_name(row[label_at].text, site, header)
    if name is None:
        return []
    drafts = []
    for index, column in header.items():
        if index < len(row):
            draft = _cell_draft(row[index], name, column, site, units.get(index))
            drafts += [draft] if draft else []
    return drafts


def _row_name(label: str, site: TableSite, header: dict[int, str]) -> str | None:
    flat = _ORDINAL.sub("", flat_text(label))
    if re.fullmatch(r"合计|总计", flat) and not site.annex:
        return _TOTAL_ROWS.get(site.place)
    if site.place == "S13":
        if _SKIPPED_ROW.search(flat) or _NUMBER.match(flat):
            return None
        annex = site.annex or "下达金额" in header.values()
        return ("附件:" if annex else "项目:") + _ORDINAL.sub("", re.sub(r"\s", "", label))
    mentions = find_mentions(flat, site.place)
    return mentions[0].row if mentions and mentions[0].end - mentions[0].start >= len(flat) - 3 else None


def _cell_draft(cell: Cell, row: str, column: str, site: TableSite, heading_unit: str | None) -> Draft | None:
    match = _NUMBER.match(flat_text(cell.text))
    if not match:
        return None
    digits = match["digits"]
    value = parse(digits)
    flags: tuple[str, ...] = ()
    if column in _PERCENT:
        unit = "%"
    elif column in _SCORES:
        unit = "分"
    else:
        unit = match["unit"] or heading_unit or site.money_unit
        value *= SCALE.get(unit, Decimal(1))
        flags = () if match["unit"] else ("unit_from_heading",)
    end = cell.start + len(cell.text.rstrip("%万元分 "))
    return Draft(
        place=site.place,
        row=row,
        column=column,
        value=value,
        unit=unit,
        printed=re.sub(r"\s", "", digits),
        document=site.document,
        start=cell.start,
        end=end,
        match="exact",
        source="table",
        chunk=site.chunk,
        sentence=cell.start,
        flags=flags,
    )


def _pair(row: tuple[Cell, ...], site: TableSite) -> Draft | None:
    """A label and its figure side by side: 年初预算收入金额（万元） 12.30."""
    filled = [cell for cell in row if cell.text]
    if len(filled) < 2:
        return None
    label = flat_text(filled[0].text)
    for name, column, pattern in _PAIRS:
        if pattern.search(label):
            return _cell_draft(filled[1], name, column, site, _unit(label))
    return None
