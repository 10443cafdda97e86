"""The first sheets of the working paper: what it is about and who signs, and the headline figures."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractor.indicators import indicators
from extractor.review.papers.figures import Figure
from extractor.review.papers.final import final_bytes
from extractor.review.papers.grids import money_format, plain_format, state_of
from extractor.review.papers.lists import LISTED
from extractor.review.papers.words import ADDED, NOTHING, moment
from extractor.review.papers.workbook import Book, Sheet, Value, number
from extractor.review.store.dossiers import Dossier
from extractor.show.words import MONEY, RECORD_STATUS, place_title
from schemas.record import Indicator

_SIGNING = ("编制人", "复核人", "审定人")
_WIDTHS = (26, 78, 22)
_INDICATORS = (
    ("指标", 30, "项目"), ("现值", 20, "数"), ("单位", 8, "居中"), ("情形", 24, "居中"), ("出处", 44, "文字"),
    ("印出的数", 22, "文字"), ("判断", 26, "文字"),
)  # fmt: skip


def signing_sheet(book: Book, dossier: Dossier, figures: Sequence[Figure]) -> None:
    """Add the sheet that is signed: the files, the record, what was done, and who released it."""
    sheet = book.sheet("签署页")
    sheet.widths(_WIDTHS)
    unit = dossier.final.unit
    sheet.add([f"部门决算复核底稿　{unit.name or '单位不明'}　{unit.year or '年度不明'}"], "题")
    sheet.height(1, 30)
    sheet.add(["本页所列的 SHA-256 认定文件、记录和每一项判断；任何一处改动，它们就不再相符。"], "注")
    _part(sheet, "报告", _report(dossier))
    _part(sheet, "记录", _record(dossier))
    _part(sheet, "复核", _work(figures, dossier))
    _part(sheet, "审定", _approval(dossier))
    sheet.add(["签署", "姓名与签字", "日期"], "表头")
    for who in _SIGNING:
        sheet.height(sheet.add([who, None, None], ["项目", "文字", "文字"]), 34)
    sheet.printed(None, f"复核底稿 {unit.name or ''}", landscape=False)


def _part(sheet: Sheet, title: str, lines: Iterator[tuple[str, str, bool]]) -> None:
    sheet.merge(sheet.add([title, None, None], "表头"), 1, len(_WIDTHS))
    for name, value, code in lines:
        kind = "代码" if code else "文字"
        sheet.merge(sheet.add([name, value, None], ["项目", kind, kind]), 2, len(_WIDTHS))


def _report(dossier: Dossier) -> Iterator[tuple[str, str, bool]]:
    unit = dossier.final.unit
    level = f"（{unit.level}）" if unit.level else ""
    yield "单位", f"{unit.name or '不明'}{level}", False
    yield "年度", str(unit.year or "不明"), False
    yield "金额单位", unit.money_unit or "不明", False
    for one in dossier.final.documents:
        yield "文件", f"{one.name}（{one.media_type}，{len(one.pages)} 页，{len(one.text):,} 字）", False
        yield "文件 SHA-256", one.sha256, True
        yield "正文 SHA-256", hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest(), True


def _record(dossier: Dossier) -> Iterator[tuple[str, str, bool]]:
    said = dossier.final.provenance
    yield "提取", f"{RECORD_STATUS[dossier.final.status]}，{moment(dossier.row.imported_at)}（UTC）导入", False
    yield "记录 SHA-256", dossier.row.sha256, True
    yield "定稿 SHA-256", hashlib.sha256(final_bytes(dossier.final)).hexdigest(), True
    yield "模型", _pairs(said.model), True
    yield "提示词", _pairs(said.prompts) or NOTHING, True
    yield "版本", _pairs(said.versions) or NOTHING, True


def _pairs(values: Mapping[str, object]) -> str:
    return "；".join(f"{name} {value}" for name, value in sorted(values.items()))


def _work(figures: Sequence[Figure], dossier: Dossier) -> Iterator[tuple[str, str, bool]]:
    states = Counter(state_of(one) for one in figures)
    twice = sum(bool(one.settled and one.settled.decision.confirmed_by) for one in figures)
    added = sum(one.decision == ADDED for one in figures)
    people = Counter(one.decision.by for one in dossier.settled.values())
    others = sum(item.kind != "fact" and item.stage != "settled" and item.queue != "none" for item in dossier.items)
    yield "数", f"{len(figures):,} 个，其中自动采用 {states['auto']:,}、认可 {states['agreed']:,}", False
    yield "改动", f"改动 {states['changed']:,}（含补录 {added:,}），报告未列或无法判断 {states['gone']:,}", False
    yield "待处理", f"数 {states['pending']:,} 个，其他事项 {others:,} 项", False
    yield "两人各自认同", f"{twice:,} 个", False
    yield "复核人", "；".join(f"{name} {count:,} 项" for name, count in sorted(people.items())) or "无", False
    before, now = _grave(dossier.final.findings), _grave(dossier.findings)
    yield "核对不符", f"提取时 {before}；审定后 {now}。逐条见“核对发现”", False
    audit = dossier.audit
    yield "审计记录", f"{audit.entries:,} 条，{'完整' if audit.ok else f'不完整：{audit.problem}'}", False
    yield "审计记录末条 SHA-256", dossier.audit_head, True


def _grave(findings: Sequence[object]) -> str:
    counts = Counter(getattr(one, "severity", "") for one in findings)
    return f"错误 {counts['error']}、警告 {counts['warning']}、提示 {counts['info']}"


def _approval(dossier: Dossier) -> Iterator[tuple[str, str, bool]]:
    approval = dossier.final.approval
    if dossier.row.superseded_by is not None:
        yield "注意", "这份记录已有新的提取，不是现行的", False
    if approval is None:
        yield "结论", "尚未通过", False
        return
    yield "结论", "通过（有硬性核对不符，已写明理由）" if approval.override else "通过", False
    yield "通过人", approval.by, False
    yield "时间（UTC）", moment(approval.at), False
    yield "理由", approval.reason or NOTHING, False


def indicator_sheet(book: Book, dossier: Dossier, figures: Sequence[Figure], rows: Mapping[str, int]) -> None:
    """Add the headline figures as they are with the decisions applied. `rows`: rows of the list, by fact."""
    sheet = book.sheet("重要指标")
    sheet.widths(width for _, width, _ in _INDICATORS)
    sheet.add([head for head, _, _ in _INDICATORS], "表头")
    kinds = [kind for _, _, kind in _INDICATORS]
    by_fact = {one.fact.id: one for one in figures}
    for one in indicators(dossier.decided.facts):
        stating = [by_fact[fact] for fact in one.facts]
        unit = _unit(stating)
        value = number(one.value)
        form = "@"
        if isinstance(value, Decimal):
            form = money_format(value) if unit == "元" else plain_format(value, unit)
        cells: list[Value] = [
            one.name,
            NOTHING if one.value is None else value,
            unit,
            _standing(one, stating),
            "；".join(f"{place_title(each.fact.place)}／{each.fact.row}／{each.fact.column}" for each in stating),
            "；".join(f"{each.fact.printed} {each.fact.unit}" for each in stating),
            "；".join(dict.fromkeys(each.decision for each in stating)),
        ]
        row = sheet.add(cells, kinds, {1: form})
        if stating:
            sheet.link(row, 2, LISTED, rows[stating[0].fact.id])
    sheet.freeze(2, 2)
    sheet.printed(1, "重要指标")


def _unit(stating: Sequence[Figure]) -> str:
    if not stating:
        return ""
    return "元" if stating[0].fact.unit in MONEY else stating[0].fact.unit


def _standing(one: Indicator, stating: Sequence[Figure]) -> str:
    if not stating:
        return "报告中未见"
    if one.value is None:
        return "各处不一致"
    waiting = "，待处理" if any(state_of(each) == "pending" for each in stating) else ""
    return ("一处" if len(stating) == 1 else f"{len(stating)} 处一致") + waiting
