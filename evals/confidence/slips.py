"""Facts set wrong on purpose, as a reader sets them wrong: a neighbour's number, the next column, a lost sign or unit.

The identities are tried again, the sentences are read again; what they make of the slip is what is learnt from.
"""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from extractor.checks.check import check
from extractor.checks.of_record import book_of_record
from extractor.merge import plain
from extractor.numbers import SCALE
from extractor.reading import read
from extractor.sentences.read import read_sentences
from extractor.sentences.second import FLAGS, with_second_read
from schemas.document import Document
from schemas.fact import Fact
from schemas.record import Record

SHARE = 0.03
"""Of the facts of a report that are set wrong."""


def slipped(record: Record, documents: Sequence[Document], seed: int, share: float = SHARE) -> Record:
    """Return the record with some facts set wrong and everything that follows from them."""
    dice = Random(f"slips {seed}")
    facts = {fact.id: fact for fact in record.facts}
    for id_ in dice.sample(sorted(facts), max(1, round(share * len(facts)))):
        facts |= _slip(facts, facts[id_], dice)
    bare = [_unread(fact) for fact in facts.values()]
    record = record.model_copy(update={"facts": tuple(with_second_read(bare, read_sentences(read(documents))))})
    return record.model_copy(update={"findings": check(book_of_record(record)).findings})


def _slip(facts: dict[str, Fact], fact: Fact, dice: Random) -> dict[str, Fact]:
    near = [other for other in facts.values() if _is_near(fact, other)]
    drawn = dice.random()
    if near and drawn < 0.45:
        return {fact.id: _with(fact, dice.choice(near))}
    if near and drawn < 0.75:
        other = dice.choice(near)
        return {fact.id: _with(fact, other), other.id: _with(other, fact)}
    if "增减" in fact.column and Decimal(fact.value):
        return {fact.id: fact.model_copy(update={"value": plain(-Decimal(fact.value))})}
    if fact.unit in SCALE and Decimal(fact.value):
        off = Decimal(10_000) if fact.unit == "元" else Decimal("0.0001")
        return {fact.id: fact.model_copy(update={"value": plain(Decimal(fact.value) * off)})}
    return {fact.id: _with(fact, dice.choice(near))} if near else {}


def _is_near(fact: Fact, other: Fact) -> bool:
    """Whether a reader might take the one for the other: the same place and kind of figure, another number."""
    if other.place != fact.place or other.unit != fact.unit or other.value == fact.value:
        return False
    if fact.place.startswith("T"):
        return (other.row == fact.row) != (other.column == fact.column)
    return abs(other.evidence[0].start - fact.evidence[0].start) < 120


def _with(fact: Fact, other: Fact) -> Fact:
    """Return a fact with the number, and the place of print, of another one."""
    taken = {"value": other.value, "printed": other.printed, "evidence": other.evidence}
    return fact.model_copy(update=taken)


def _unread(fact: Fact) -> Fact:
    flags = tuple(flag for flag in fact.flags if flag not in FLAGS.values())
    return fact.model_copy(update={"flags": flags})
