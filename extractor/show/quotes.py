"""What is quoted: which evidence of a finding, and what stands around a figure, on one line."""

import re

from schemas.fact import Evidence
from schemas.record import Finding

CONTEXT = 28
"""Characters of text shown on each side of a quoted figure."""
NUMBER = re.compile(r"[+\-−－]?[\d,，.．]+%?")
"""A printed figure and nothing else."""


def before(text: str, start: int, width: int = CONTEXT) -> str:
    """What a reader needs before a figure: the head of its table line, or the words that lead to it."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if "\t" in line:
        head = line.lstrip()
        return f"{one_line(head[:width]).rstrip()} {'… ' if len(head) > width else ''}"
    words = text[max(0, start - width) : start]
    # The window may begin amid another figure; a part of a number reads as a number.
    return one_line(words if start <= width else words.lstrip("0123456789,."))


def after(text: str, end: int, width: int = CONTEXT) -> str:
    """The words behind a figure; they do not end amid another one."""
    words = text[end : end + width]
    return one_line(words if end + width >= len(text) else words.rstrip("0123456789,."))


def one_line(text: str) -> str:
    """White space of a quote's surroundings as single spaces."""
    lead, trail = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if lead else ''}{' '.join(text.split())}{' ' if trail else ''}"


def chosen(finding: Finding) -> Evidence | None:
    """Return the evidence to show: words that are at fault, else the figure to blame, else the first there is.

    A label file does not say where every figure stands; then the first evidence is one the figure was held against.
    """
    if not finding.evidence:
        return None
    first = finding.evidence[0]
    if finding.printed is None or not NUMBER.fullmatch(_digits(first.text)):
        return first
    return next((one for one in finding.evidence if is_own(finding, one)), first)


def is_own(finding: Finding, evidence: Evidence) -> bool:
    """Return whether evidence shows what is at fault; else it is a figure that was held against it."""
    if finding.printed is None or not NUMBER.fullmatch(_digits(evidence.text)):
        return True
    return _digits(evidence.text).lstrip("+-") == _digits(finding.printed).lstrip("+-")


def _digits(text: str) -> str:
    return "".join(text.split()).replace(",", "").removesuffix("%")
