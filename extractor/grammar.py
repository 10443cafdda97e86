"""One door to the grammars of all sections."""

from extractor.clauses import Reading, read_clauses
from extractor.people import read_people
from extractor.performance import read_performance


def read_section(text: str, place: str, year: int | None) -> list[Reading]:
    """Return what the clauses of a section's flat text name, number by number."""
    if place == "S0":
        return read_people(text)
    if place == "S13":
        return read_performance(text)
    return read_clauses(text, place, year)
