"""The long sheets: every figure a line, the findings, and whatever else a person was asked about."""

from collections.abc import Sequence
from decimal import Decimal

from extractor.checks.lines import formula_of
from extractor.review.papers.figures import Figure
from extractor.review.papers.grids import name_of, plain_format, style_of
from extractor.review.papers.words import ANSWERS, KINDS, NOTHING, STAGES, moment
from extractor.review.papers.workbook import Book, Value, number
from extractor.review.store.dossiers import Dossier
from extractor.show.quotes import after, before, chosen
from extractor.show.words import BANDS, CAUSES, FLAGS, MATCHES, MONEY, SEVERITIES, SOURCES, VERDICTS, place_title
from schemas.record import Finding, Record

LISTED = "逐项"
_HEADS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "居中"), ("位置", 6, "居中"), ("表或节", 18, "文字"), ("行", 22, "文字"), ("列", 14, "文字"),
    ("现值", 18, "数"), ("单位", 6, "居中"), ("机器值", 18, "数"), ("印出的数", 15, "数"), ("印出的单位", 8, "居中"),
    ("判断", 12, "居中"),
    ("复核人", 10, "居中"), ("时间（UTC）", 12, "居中"), ("理由", 24, "文字"), ("各自认同", 12, "文字"),
    ("核对通过", 16, "文字"), ("核对不符", 12, "文字"), ("置信", 8, "居中"), ("依据", 24, "文字"), ("说明", 18, "文字"),
    ("文件", 16, "文字"), ("页", 5, "居中"), ("起", 8, "居中"), ("止", 8, "居中"), ("原文", 44, "文字"),
    ("取自", 8, "居中"), ("与原文", 14, "文字"), ("文件 SHA-256", 36, "代码"), ("判断 SHA-256", 36, "代码"),
)  # fmt: skip
"""Head, width in characters, style of the cells."""
_VALUE, _MACHINE = 5, 7
_KEPT_IN_SIGHT = 6
_FINDINGS = (
    ("级别", 8, "居中"), ("判断", 12, "居中"), ("审定后", 14, "居中"), ("位置", 18, "文字"), ("行", 20, "文字"),
    ("列", 14, "文字"), ("所印", 14, "数"), ("应为", 14, "数"), ("说明", 44, "文字"), ("原因", 26, "文字"),
    ("恒等式", 44, "文字"), ("文件", 16, "文字"), ("页", 5, "居中"), ("原文", 44, "文字"), ("相关的数", 40, "文字"),
)  # fmt: skip
_OTHERS = (
    ("类别", 14, "居中"), ("位置", 18, "文字"), ("行", 20, "文字"), ("列", 14, "文字"), ("印出的数", 15, "数"),
    ("现值", 18, "数"), ("判断", 12, "居中"), ("复核人", 10, "居中"), ("时间（UTC）", 12, "居中"), ("理由", 30, "文字"),
    ("为什么要看", 40, "文字"), ("页", 5, "居中"), ("起", 8, "居中"), ("止", 8, "居中"), ("判断 SHA-256", 34, "代码"),
)  # fmt: skip


FIRST_ROW = 2


def list_sheet(book: Book, figures: Sequence[Figure]) -> None:
    """Add the sheet of all figures, in their order from FIRST_ROW on."""
    sheet = book.sheet(LISTED)
    sheet.widths(width for _, width, _ in _HEADS)
    sheet.add([head for head, _, _ in _HEADS], "表头")
    kinds = [kind for _, _, kind in _HEADS]
    for ordinal, figure in enumerate(figures, 1):
        kinds[_VALUE] = style_of(figure)
        cells = _cells(ordinal, figure)
        formats = {at: _format(cells[at], figure.fact.unit) for at in (_VALUE, _MACHINE)}
        sheet.add(cells, kinds, formats)
    sheet.freeze(2, _KEPT_IN_SIGHT)
    sheet.filter(1, len(_HEADS))
    sheet.printed(1, LISTED, broad=_KEPT_IN_SIGHT - 1)


def _cells(ordinal: int, figure: Figure) -> list[Value]:
    fact, first = figure.fact, figure.fact.evidence[0]
    said = figure.settled.decision if figure.settled else None
    lead, digits, trail = figure.quote
    return [
        ordinal,
        fact.place,
        place_title(fact.place),
        " ".join(filter(None, (fact.row, name_of(fact)))),
        fact.column,
        NOTHING if figure.value is None else number(figure.value),
        "元" if fact.unit in MONEY else fact.unit,
        NOTHING if figure.machine is None else number(figure.machine),
        fact.printed,
        fact.unit,
        figure.decision,
        said.by if said else None,
        moment(said.at) if said else None,
        said.reason if said else None,
        "、".join(said.confirmed_by) if said else None,
        "、".join(figure.tried.held),
        "、".join(figure.tried.failed),
        BANDS[fact.confidence.band],
        "；".join(fact.confidence.reasons),
        "；".join(FLAGS.get(flag, flag) for flag in fact.flags),
        first.document,
        first.page,
        first.start,
        first.end,
        f"{lead}【{digits}】{trail}",
        SOURCES[first.source],
        MATCHES[first.match],
        figure.sha256,
        figure.digest,
    ]


def _format(value: Value, unit: str) -> str:
    if not isinstance(value, Decimal):
        return "@"
    return "#,##0.00" if unit in MONEY else plain_format(value, unit)


def findings_sheet(book: Book, dossier: Dossier) -> None:
    """Add the findings: those that stand with the decisions applied, then those the decisions have settled."""
    sheet = book.sheet("核对发现")
    sheet.widths(width for _, width, _ in _FINDINGS)
    sheet.add([head for head, _, _ in _FINDINGS], "表头")
    kinds = [kind for _, _, kind in _FINDINGS]
    before_them = {_what(one) for one in dossier.final.findings}
    now = {_what(one) for one in dossier.findings}
    for one in dossier.findings:
        sheet.add(_finding(one, "仍在" if _what(one) in before_them else "改动后出现", dossier.decided), kinds)
    for one in dossier.final.findings:
        if _what(one) not in now:
            sheet.add(_finding(one, "改动后消除", dossier.final), kinds)
    if sheet.row == 1:
        sheet.add(["没有发现", *[None] * (len(_FINDINGS) - 1)], kinds)
    sheet.freeze(2, 4)
    sheet.filter(1, len(_FINDINGS))
    sheet.printed(1, "核对发现", large=True)


def _what(one: Finding) -> tuple[object, ...]:
    return one.checks, one.place, one.row, one.column, one.cause, one.printed, one.expected


def _finding(one: Finding, since: str, record: Record) -> list[Value]:
    shown = chosen(one)
    quote = ""
    if shown is not None:
        text = next((each.text for each in record.documents if each.name == shown.document), "")
        quote = f"{before(text, shown.start)}【{shown.text}】{after(text, shown.end)}"
    return [
        SEVERITIES[one.severity],
        VERDICTS[one.verdict],
        since,
        f"{one.place} {place_title(one.place)}" if one.place else "",
        one.row,
        one.column,
        one.printed,
        one.expected,
        one.message,
        CAUSES.get(one.cause, one.cause) if one.cause else "",
        "；".join(f"{check} {formula_of(check)}" for check in one.checks),
        shown.document if shown else "",
        shown.page if shown else None,
        quote,
        "；".join(one.facts),
    ]


def others_sheet(book: Book, dossier: Dossier) -> None:
    """Add what was asked beside the figures: numbers nobody used, passages not read, forms not found."""
    sheet = book.sheet("其他事项")
    sheet.widths(width for _, width, _ in _OTHERS)
    sheet.add([head for head, _, _ in _OTHERS], "表头")
    kinds = [kind for _, _, kind in _OTHERS]
    for item in dossier.items:
        if item.kind == "fact":
            continue
        settled = dossier.settled.get(item.id)
        said = settled.decision if settled else None
        cells: list[Value] = [
            KINDS[item.kind],
            f"{item.place} {place_title(item.place)}",
            said.row if said else item.row,
            said.column if said else item.column,
            item.printed,
            number(said.value) if said else None,
            ANSWERS[said.kind] if said else STAGES[item.stage],
            said.by if said else None,
            moment(said.at) if said else None,
            said.reason if said else None,
            "；".join(item.reasons),
            item.page,
            item.start,
            item.end,
            dossier.digests[settled.event.id] if settled else None,
        ]
        sheet.add(cells, kinds, {5: "#,##0.00"} if said and said.value else None)
    if sheet.row == 1:
        sheet.add(["没有其他事项", *[None] * (len(_OTHERS) - 1)], kinds)
    sheet.freeze(2, 3)
    sheet.filter(1, len(_OTHERS))
    sheet.printed(1, "其他事项")
