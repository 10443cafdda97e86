"""What `juesuan extract` says of a record on the terminal: who, how much, how sure, and what was not read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.confidence.score import BY_RULE, VERSION
from extractor.show.words import BANDS, CHUNK_STATUS, RECORD_STATUS, amount, place_rank, place_title
from schemas.fact import Band
from schemas.record import Indicator, LedgerChunk, Record

_BANDS: tuple[Band, ...] = ("AUTO", "REVIEW", "MUST")
_STYLES = {"AUTO": "green", "REVIEW": "yellow", "MUST": "red"}
_NOTHING = "—"
_IDS_SHOWN = 3
UNREAD = frozenset(CHUNK_STATUS)
"""The statuses of a chunk that was not read."""


def summary(record: Record, run: Mapping[str, Any]) -> RenderableType:
    """Return the whole summary of one record. `run` is what `NAME.run.json` holds; `seconds` of it is shown."""
    parts: list[RenderableType] = [_heading(record), _sections(record)]
    if record.indicators:
        parts.append(_indicators(record))
    parts.append(_cost(record, run))
    weighed = record.provenance.versions.get(VERSION, "")
    if weighed.startswith(BY_RULE):
        parts.append(Text(f"可信度只按规则分档，没有拟合的分数{plain(weighed.removeprefix(BY_RULE))}", style="dim"))
    unread = [chunk for chunk in record.chunks if chunk.status in UNREAD]
    if unread:
        parts.append(_unread(unread))
    return Group(*parts)


def plain(text: str) -> str:
    """Take out of a text whatever could paint, move or rewrite the terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)


def _heading(record: Record) -> Text:
    unit = record.unit
    year = f"{unit.year} 年度" if unit.year else "年度不明"
    level = f"（{unit.level}）" if unit.level else ""
    names = "、".join(document.name for document in record.documents)
    text = Text(f"\n{plain(unit.name or '单位不明')}{level}  {year}", style="bold")
    text.append(f"  记录{RECORD_STATUS[record.status]}", style="green" if record.status == "complete" else "red")
    text.append(f"\n来源：{plain(names)}；金额单位：{unit.money_unit or '不明'}", style="not bold")
    return text


def _sections(record: Record) -> Table:
    table = Table(title="读出的数", title_justify="left", show_footer=True)
    counts: dict[str, Counter[str]] = {}
    for fact in record.facts:
        counts.setdefault(fact.place, Counter())[fact.confidence.band] += 1
    total: Counter[str] = sum(counts.values(), Counter())
    table.add_column("位置", footer="合计", no_wrap=True)
    table.add_column("标题")
    table.add_column("条数", footer=str(total.total()), justify="right")
    for band in _BANDS:
        table.add_column(BANDS[band], footer=str(total[band]), justify="right", style=_STYLES[band])
    for place in sorted(counts, key=place_rank):
        count = counts[place]
        shown = [str(count[band]) if count[band] else _NOTHING for band in _BANDS]
        table.add_row(Text(plain(place)), Text(plain(place_title(place))), str(count.total()), *shown)
    return table


def _indicators(record: Record) -> RenderableType:
    table = Table(title="主要指标", title_justify="left")
    table.add_column("指标")
    table.add_column("数值", justify="right")
    table.add_column("依据", justify="right")
    stated = [indicator for indicator in record.indicators if indicator.value is not None or indicator.candidates]
    for indicator in stated:
        value = _indicator_value(indicator, record)
        table.add_row(Text(plain(indicator.name)), value, f"{len(indicator.facts)} 处")
    silent = [indicator.name for indicator in record.indicators if indicator not in stated]
    note = Text(plain(f"没有读到的指标：{'、'.join(silent)}"), style="dim") if silent else Text("")
    return Group(table, note) if stated else note


def _indicator_value(indicator: Indicator, record: Record) -> Text:
    if indicator.value is None:
        return Text("各处不一致", style="red")
    units = {fact.id: fact.unit for fact in record.facts}
    unit = next((units[fact] for fact in indicator.facts if fact in units), "元")
    return Text(amount(indicator.value, unit, record.unit.money_unit, record.unit.precision)[0])


def _cost(record: Record, run: Mapping[str, Any]) -> Text:
    asked = [chunk for chunk in record.chunks if chunk.usage.attempts]
    read = sum(chunk.usage.prompt_tokens for chunk in asked)
    written = sum(chunk.usage.completion_tokens for chunk in asked)
    replayed = f"（{run['replayed']} 个取自缓存或录制）" if run.get("replayed") else ""
    seconds = run.get("seconds")
    time = f"；用时 {duration(float(seconds))}" if seconds is not None else ""
    return Text(f"模型回答 {len(asked)} 个问题{replayed}，读入 {read:,} 词元，写出 {written:,} 词元{time}")


def _unread(chunks: Iterable[LedgerChunk]) -> Table:
    """One row a section and cause; a model that is not there fails every chunk in the same words."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for chunk in chunks:
        alike.setdefault((chunk.place, CHUNK_STATUS[chunk.status], chunk.reason or ""), []).append(chunk.id)
    table = Table(title="没有读成的部分（记录因此不完整）", title_justify="left", title_style="red")
    for column in ("标题", "怎么了", "原因", "段"):
        table.add_column(column)
    for (place, status, reason), ids in alike.items():
        shown = " ".join(ids[:_IDS_SHOWN]) + (f" 等 {len(ids)} 段" if len(ids) > _IDS_SHOWN else "")
        table.add_row(*(Text(plain(word)) for word in (place_title(place), status, reason, shown)))
    return table


def duration(seconds: float) -> str:
    """Write a time span as a person says it: 8.4 秒, 3 分 20 秒, 1 小时 05 分."""
    if seconds < 10:
        return f"{seconds:.1f} 秒"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} 分 {rest:02d} 秒"
    return f"{minutes // 60} 小时 {minutes % 60:02d} 分"
