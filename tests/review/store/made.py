"""Fictional records of the size a test needs."""

from schemas.fact import Confidence
from schemas.record import Finding, Record
from tests.records import record_of


def lines(count: int, *, first: int = 100, title: str = "二、收入支出总体情况") -> str:
    """A narrative with `count` figures, each of a line of its own."""
    return f"{title}\n" + "".join(f"第{i}号巡展项目支出{first + i}.50万元，按合同支付。\n" for i in range(count))


def doubtful(text: str, *, name: str = "report.txt") -> Record:
    """A record of a text all of whose figures are REVIEW, and nothing else of which is asked about."""
    record = record_of(text, name=name)
    weighed = Confidence(band="REVIEW", score=0.7, reasons=("依据不足",))
    facts = tuple(fact.model_copy(update={"confidence": weighed}) for fact in record.facts)
    chunks = tuple(chunk.model_copy(update={"unused_numbers": ()}) for chunk in record.chunks)
    return record.model_copy(update={"facts": facts, "chunks": chunks})


def error_on(record: Record, at: int = 0) -> Record:
    """The same record with a hard check that fails on one of its facts."""
    fact = record.facts[at]
    finding = Finding(
        id="F1",
        checks=("A1",),
        verdict="misread_suspected",
        severity="error",
        place=fact.place,
        row=fact.row,
        column=fact.column,
        message="合计与各项之和不符",
        facts=(fact.id,),
    )
    return record.model_copy(update={"findings": (finding,)})


_pressed = iter(range(10**9))


def press() -> str:
    """A key no button press had before."""
    return f"press-{next(_pressed)}"
