"""What the second read says of each fact: the same, something else, or nothing.

agree    the same characters are read as the same row, column, value and sign
differs  the same characters are read as something else, or the key is given to other characters with another value
silent   neither: the sentence reader has no claim on these characters or this key
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from extractor.sentences.figure import SentenceFigure
from schemas.fact import Evidence, Fact

SecondRead = Literal["agree", "differs", "silent"]
Key = tuple[str, str, str]
AGREES, DIFFERS = "second_read_agrees", "second_read_differs"
FLAGS = {"agree": AGREES, "differs": DIFFERS}


def second_reads(facts: Iterable[Fact], figures: Sequence[SentenceFigure]) -> dict[str, SecondRead]:
    """Return what the sentence reader's `figures` say of every fact, by fact id; all but the narrative's are silent."""
    at: dict[tuple[str, int, int], list[SentenceFigure]] = defaultdict(list)
    of: dict[Key, set[Decimal]] = defaultdict(set)
    for figure in figures:
        at[figure.document, figure.start, figure.end].append(figure)
        of[figure.place, figure.row, figure.column].add(figure.value)
    return {fact.id: _read(fact, at, of) for fact in facts}


def with_second_read(facts: Iterable[Fact], figures: Sequence[SentenceFigure]) -> list[Fact]:
    """Return the facts, those of which the second read says something with a flag: `AGREES` or `DIFFERS`."""
    facts = list(facts)
    said = {id_: FLAGS[read] for id_, read in second_reads(facts, figures).items() if read in FLAGS}
    return [
        fact.model_copy(update={"flags": (*fact.flags, said[fact.id])}) if fact.id in said else fact for fact in facts
    ]


def _read(
    fact: Fact, at: dict[tuple[str, int, int], list[SentenceFigure]], of: dict[Key, set[Decimal]]
) -> SecondRead:
    row = fact.row.partition("#")[0]
    key, value = (fact.place, row, fact.column), Decimal(fact.value)
    claims = [claim for evidence in fact.evidence for claim in at[_characters(evidence)] if evidence.source == "text"]
    if any((claim.place, claim.row, claim.column) != key or claim.value != value for claim in claims):
        return "differs"
    if claims:
        return "agree"
    return "differs" if of[key] and value not in of[key] else "silent"


def _characters(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.document, evidence.start, evidence.end
