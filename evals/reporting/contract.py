"""What a comparison shows beside the summaries: differences to the baseline, and the leaves that changed."""

from evals.scoring.leaf import Key
from schemas._base import Value


class PairedLine(Value):
    """How far a measure moved from the baseline, over the documents that both runs scored."""

    id: str
    """Of the measure, as in the summary."""
    name: str
    """In Chinese."""
    difference: float | None
    """This run less the baseline, in the measure's own unit; None where one of them has no value."""
    lower: float | None
    upper: float | None
    """A 95% interval by paired bootstrap over documents; None where it could not be made."""
    significant: bool
    """Whether the interval leaves out nought."""


class Discordant(Value):
    """A leaf that is right in one of two runs."""

    document: str
    key: Key
    before: str
    """What the baseline made of it, in words a person reads: 错 100.00."""
    after: str


class Paired(Value):
    """One run against the baseline."""

    run: str
    """Name of the run, as in its summary."""
    lines: tuple[PairedLine, ...]
    fixed: tuple[Discordant, ...] = ()
    """Was not right in the baseline, is right now."""
    broken: tuple[Discordant, ...] = ()
    """Was right in the baseline, is not right now."""
    note: str | None = None
    """What the two runs do not share, in Chinese."""
