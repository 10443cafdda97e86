"""Signals and small records for the tests of confidence."""

import hashlib

from extractor.confidence.signals import Signals
from schemas.document import Page
from schemas.fact import Confidence, Evidence, Fact
from schemas.record import Finding, LedgerChunk, Provenance, Record, SourceDocument, Unit

NOTHING = {name: False for name in Signals.__dataclass_fields__} | {"held": 0, "failed": 0, "report_failed": 0.0}
SURE = NOTHING | {"exact": True, "held": 1}


def signals(**given) -> Signals:
    """A fact that is printed as read and takes part in one identity that holds, but for what is `given`."""
    return Signals(**(SURE | given))


TEXT = "收入合计120.50万元，其中财政拨款100.50万元，事业收入20.00万元。另付差旅费3.25万元。\n"


def document(text: str = TEXT, *, source: str = "text") -> SourceDocument:
    return SourceDocument(
        name="report.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        pages=(Page(number=1, start=0, end=len(text), source=source),),
        text=text,
    )


def fact(id_: str, printed: str, value: str, *, flags=(), reasons=(), unit="万元", text=TEXT, match="exact") -> Fact:
    place, _, rest = id_.partition("/")
    row, _, column = rest.rpartition("/")
    start = text.index(printed)
    evidence = Evidence(
        document="report.txt",
        start=start,
        end=start + len(printed),
        page=1,
        text=printed,
        match=match,
        source="table" if place[0] == "T" else "text",
    )
    return Fact(
        id=id_,
        place=place,
        row=row,
        column=column,
        value=value,
        unit=unit,
        printed=printed,
        evidence=(evidence,),
        flags=flags,
        confidence=Confidence(band="REVIEW", score=0.5, reasons=reasons),
    )


def chunk(answer=None, *, status="ok", place="S2", prompt="overall", ungrounded=(), id_="S2/1") -> LedgerChunk:
    return LedgerChunk(
        id=id_,
        place=place,
        document="report.txt",
        start=0,
        end=len(TEXT),
        prompt=prompt,
        status=status,
        answer=answer,
        ungrounded=ungrounded,
    )


def finding(id_: str, **given) -> Finding:
    place, _, rest = id_.partition("/")
    row, _, column = rest.rpartition("/")
    told = {
        "id": f"A4:{id_}",
        "checks": ("A4",),
        "verdict": "source_inconsistent",
        "severity": "error",
        "place": place,
        "row": row,
        "column": column,
        "printed": "120.50",
        "expected": "120.80",
        "message": "本年收入合计 = 各项之和：应为 120.80",
    }
    return Finding(**(told | given))


def record(*facts: Fact, chunks=(), findings=(), model=None, source="text") -> Record:
    return Record(
        documents=(document(source=source),),
        unit=Unit(name="青岚市水务局", year=2023, level="部门", money_unit="万元", precision="0.01"),
        status="complete",
        provenance=Provenance(
            model={"model": "small"} if model is None else model, prompts={}, versions={"juesuan": "0"}
        ),
        facts=facts,
        indicators=(),
        forms=(),
        chunks=tuple(chunks),
        findings=tuple(findings),
    )
