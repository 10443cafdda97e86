"""Fictional records for tests: a short text goes in, its digits become facts.

`record_of(text)` reads nothing as the product does; it only makes a record that is true to its text: every fact's
evidence re-slices to its printed digits. Headings (一、收入支出总体 …) set the place, a tabbed line is a table line, a
number without a unit is left unused, and the band follows the figure (0: MUST, below 100: REVIEW, else AUTO).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from schemas.document import Page
from schemas.fact import Band, Candidate, Confidence, Evidence, Fact
from schemas.record import (
    Finding,
    Form,
    Indicator,
    LedgerChunk,
    Provenance,
    Record,
    SourceDocument,
    Unit,
    UnusedNumber,
)

REPORT = """青禾县星火科普馆2031年度部门决算

一、部门概况
本馆内设机构3个，编制21人，实有18人。

二、收入支出总体情况
2031年度收入总计1,284.50万元，支出总计1,284.50万元。与上年相比，收入总计减少12.30万元，下降0.95%。

三、“三公”经费情况
“三公”经费决算数6.40万元，完成预算的80.00%。其中：公务接待费决算数0万元，接待批次12。

收入支出决算总表
项目\t行次\t决算数
财政拨款收入\t1\t1,200.00
事业收入\t2\t84.50
收入总计\t3\t1,284.50

四、政府采购情况
政府采购支出310.75万元，其中：货物支出110.75万元，服务支出200.00万元。
"""

_HEADINGS = {
    "收入支出决算总表": "T1",
    "概况": "S0",
    "总体情况": "S1",
    "三公": "S7",
    "政府采购情况": "S11",
    "国有资产": "S12",
    "绩效": "S13",
}
_NUMBER = re.compile(r"(?<![\d.,])-?\d[\d,]*(?:\.\d+)?(?!年)(?![\d.,]*\d)")
_UNIT = re.compile(r"亿元|万元|元|%|人次|批次|人|个|辆")
_SCALE = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_COLUMNS = {"%": "完成率", "人": "合计", "个": "个数", "辆": "数量"}


def record_of(
    text: str = REPORT, *, name: str = "report.txt", pages: tuple[int, ...] = (), unit: str = "万元"
) -> Record:
    """Make a record of a fictional text. `pages`: offsets at which the second, third … page begins."""
    document = source_document(text, name=name, pages=pages)
    facts: list[Fact] = []
    seen: Counter[str] = Counter()
    unused: list[UnusedNumber] = []
    last: Fact | None = None
    for place, start, end in _lines(text):
        for found in _NUMBER.finditer(text, start, end):
            fact = _fact(document, place, (start, found.start(), found.end()), unit)
            fact = _continued(fact, last) if fact else None
            last = fact or last
            if fact is None:
                unused.append(UnusedNumber(start=found.start(), end=found.end(), text=found.group()))
            else:
                seen[fact.id] += 1
                facts.append(_numbered(fact, seen[fact.id]))
    places = dict.fromkeys(place for place, _, _ in _lines(text))
    chunk = LedgerChunk(
        id="S1/1",
        place="S1",
        document=name,
        start=0,
        end=len(text),
        prompt="code",
        status="ok",
        unused_numbers=tuple(unused),
    )
    return Record(
        documents=(document,),
        unit=Unit(name="青禾县星火科普馆", year=2031, level="部门", money_unit="万元", precision="0.01"),
        status="complete",
        provenance=Provenance(model={"name": "fictional-model"}, prompts={}, versions={}),
        facts=tuple(facts),
        indicators=(),
        forms=tuple(Form(place=place, state="found") for place in places),
        chunks=(chunk,) if text else (),
    )


def busy_record() -> Record:
    """A record that has something of everything: pages, bad chunks, findings, rivals, disputed and missing figures."""
    record = record_of(pages=(REPORT.index("三、“三公”"), REPORT.index("四、政府采购")))
    rival = next(fact for fact in record.facts if fact.place == "T1" and fact.row == "收入总计")
    facts = tuple(_with_rival(fact, rival) if fact.id == "S1/收入总计/决算数" else fact for fact in record.facts)
    one = facts[0].evidence[0]
    start, end = REPORT.index("政府采购支出"), len(REPORT)
    bad = LedgerChunk(
        id="S11/1",
        place="S11",
        document="report.txt",
        start=start,
        end=end,
        prompt="procurement",
        status="truncated",
        reason="回答在第 40 个字处断开",
        ungrounded=("货物支出/占比",),
    )
    finding = Finding(
        id="F1",
        checks=("A1",),
        verdict="source_inconsistent",
        severity="error",
        place="S1",
        row="收入总计",
        column="比上年增减率",
        printed="0.95",
        expected="0.96",
        message="增减率与增减额不符",
        facts=("S1/收入总计/决算数",),
        evidence=(one,),
    )
    return record.model_copy(
        update={
            "status": "partial",
            "facts": facts,
            "chunks": (*record.chunks, bad),
            "findings": (finding,),
            "indicators": _indicators(facts),
            "forms": (*record.forms, Form(place="T8", state="declared_empty", title="政府性基金表")),
        }
    )


def long_text(length: int = 50_000) -> str:
    """Fictional text of at least `length` characters, about one figure in thirty of them."""
    parts = ["二、收入支出总体情况\n"]
    size, i = 0, 0
    while size < length:
        i += 1
        money = f"{i * 37 % 9000 + 100:,}.{i % 90 + 10}"
        part = (
            f"第{'甲乙丙丁'[i % 4]}类科普巡展项目支出{money}万元，完成预算的{i % 80 + 20}.50%，"
            f"比上年增加{i % 700 + 101}.25万元；主要用于乡镇流动展品的运输、布展与讲解，按合同约定分期支付。\n"
        )
        parts.append(part)
        size += len(part)
    return "".join(parts)


def source_document(text: str, *, name: str = "report.txt", pages: tuple[int, ...] = ()) -> SourceDocument:
    """A source document with pages that begin at 0 and at each of `pages`."""
    starts = (0, *pages)
    ends = (*pages, len(text))
    return SourceDocument(
        name=name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        pages=tuple(Page(number=i, start=s, end=e) for i, (s, e) in enumerate(zip(starts, ends, strict=True), 1)),
        text=text,
    )


def fact_at(document: SourceDocument, start: int, end: int, *, id: str, band: Band = "AUTO") -> Fact:
    """A fact whose evidence is `document.text[start:end]`, whatever stands there."""
    place, _, rest = id.partition("/")
    row, _, column = rest.rpartition("/")
    text = document.text[start:end]
    return Fact(
        id=id,
        place=place,
        row=row,
        column=column,
        value="1",
        unit="元",
        printed="".join(text.split()),
        evidence=(_evidence(document, start, end),),
        confidence=Confidence(band=band, score={"AUTO": 0.99, "REVIEW": 0.7, "MUST": 0.3}[band]),
    )


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    place, start = "S0", 0
    for line in text.split("\n"):
        if "。" not in line and "\t" not in line:
            place = next((code for word, code in _HEADINGS.items() if word in line), place)
        yield place, start, start + len(line)
        start += len(line) + 1


def _fact(document: SourceDocument, place: str, where: tuple[int, int, int], table_unit: str) -> Fact | None:
    line, start, end = where
    text = document.text
    before = text[line:start]
    unit_match = _UNIT.match(text, end)
    if "\t" in before:
        if before.count("\t") < 2:
            return None  # the line's ordinal
        row, column, unit = before.split("\t", 1)[0], "决算数", table_unit
    elif unit_match:
        unit = unit_match.group()
        clause = re.split(r"[，。；：、]", before)[-1]
        row = re.sub(r"比上年|决算数|减少|增加|下降|完成|预算的|为|[\d年度]", "", clause)
        change = "减少" in clause or "增加" in clause
        column = _COLUMNS.get(unit, "比上年增减额" if change else "决算数")
        column = "比上年增减率" if "下降" in clause else column
    else:
        return None
    printed = text[start:end]
    value = Decimal(printed.replace(",", "")) * _SCALE.get(unit, 1)
    if "减少" in before[-4:] or "下降" in before[-4:]:
        value = -value
    band: Band = "MUST" if value == 0 else "REVIEW" if abs(value) < 100 else "AUTO"
    fact = fact_at(document, start, end, id=f"{place}/{row}/{column}", band=band)
    flags = ("unit_from_heading",) if "\t" in before else ("sign_from_words",) if value < 0 else ()
    reasons = {"AUTO": (), "REVIEW": ("数字小，附近有同样的数字",), "MUST": ("零值，须由人确认",)}[band]
    confidence = fact.confidence.model_copy(update={"reasons": reasons})
    plain = f"{value.normalize():f}"
    return fact.model_copy(update={"value": plain, "unit": unit, "flags": flags, "confidence": confidence})


def _continued(fact: Fact, last: Fact | None) -> Fact:
    """A clause without a subject (下降0.95%) goes on about the row before it."""
    if fact.row or last is None:
        return fact
    return fact.model_copy(update={"row": last.row, "id": f"{fact.place}/{last.row}/{fact.column}"})


def _numbered(fact: Fact, time: int) -> Fact:
    """The second figure of one key takes `#2` on its row, as the dictionary of facts says."""
    if time == 1:
        return fact
    row = f"{fact.row}#{time}"
    return fact.model_copy(update={"row": row, "id": f"{fact.place}/{row}/{fact.column}"})


def _evidence(document: SourceDocument, start: int, end: int) -> Evidence:
    page = next((p.number for p in document.pages if p.start <= start < p.end), 1)
    return Evidence(
        document=document.name,
        start=start,
        end=end,
        page=page,
        text=document.text[start:end],
        match="exact",
        source="table" if "\t" in document.text[max(0, start - 2) : start] else "text",
    )


def _with_rival(fact: Fact, rival: Fact) -> Fact:
    there = rival.evidence[0]
    candidate = Candidate(
        value=rival.value, printed=rival.printed, start=there.start, end=there.end, reason="表中另有一处"
    )
    return fact.model_copy(update={"candidates": (candidate,), "evidence": (*fact.evidence, there)})


def _indicators(facts: tuple[Fact, ...]) -> tuple[Indicator, ...]:
    by_id = {fact.id: fact for fact in facts}
    total = by_id["S1/收入总计/决算数"]
    rivals = [by_id["S1/支出总计/决算数"], by_id["T1/财政拨款收入/决算数"]]
    candidates = tuple(
        Candidate(
            value=fact.value,
            printed=fact.printed,
            start=fact.evidence[0].start,
            end=fact.evidence[0].end,
            reason=f"{fact.place} 所印",
        )
        for fact in rivals
    )
    return (
        Indicator(id="nothing", name="国有资本经营支出", value=None),
        Indicator(id="income", name="收入总计", value=total.value, facts=(total.id, "T1/收入总计/决算数")),
        Indicator(
            id="spending", name="支出总计", value=None, facts=tuple(fact.id for fact in rivals), candidates=candidates
        ),
        Indicator(id="staff", name="实有人员", value="18", facts=("S0/实有/合计",)),
    )
