"""What the sentence reader says of a text, a line a claim."""

from extractor.flat import flatten
from extractor.sentences.claim import Claim
from extractor.sentences.people import read_people_of
from extractor.sentences.performance import read_performance_of
from extractor.sentences.sentence import read_sentences_of

YEAR = 2031


def told(claims: list[Claim]) -> list[str]:
    """`row/column=signed digits`, in reading order."""
    return [f"{c.row}/{c.column}={'-' if c.negative else ''}{c.number.digits}" for c in claims]


def said(place: str, text: str, year: int | None = YEAR) -> list[str]:
    """What the sentences of a section claim."""
    flat = flatten(text).text
    if place == "S0":
        return told(read_people_of(flat))
    if place == "S13":
        return told(read_performance_of(flat))
    return told(read_sentences_of(flat, place, year))
