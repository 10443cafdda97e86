"""The band of a fact, by rules over its signals, before any score.

MUST    something speaks against the figure itself: a person has to settle it
AUTO    printed as read, borne out by a second witness, and nothing speaks against it
REVIEW  everything between
"""

from collections.abc import Iterator

from extractor.confidence.signals import Signals
from schemas.fact import Band

HARD = ("blamed", "suspect", "two_values", "ungrounded", "no_direction", "no_unit", "differs")
"""Any of these, and a person has to settle the figure."""
SOFT = (
    "unit_assumed",
    "loose_label",
    "open_question",
    "placed",
    "model_heads",
    "form_off",
    "row_twice",
    "unproven",
    "other_doubt",
    "hurt",
    "variant",
    "rival",
    "ocr",
    "misread",
)
"""Any of these, and a person should look."""


def band_of(signals: Signals) -> Band:
    """Return the band; another signal against a fact never raises it."""
    if any(against(signals, HARD)):
        return "MUST"
    if any(against(signals, SOFT)) or not is_borne_out(signals):
        return "REVIEW"
    return "AUTO"


def against(signals: Signals, names: tuple[str, ...]) -> Iterator[str]:
    """Yield which of the named signals are there."""
    return (name for name in names if getattr(signals, name))


def is_borne_out(signals: Signals) -> bool:
    """Whether a second witness bears the figure out.

    An identity that holds, the second read, the same figure in another place, or the model's answer beside the grammar
    of the clause. Where the model was silent at first, or the digits are not printed just so, only the former two do.
    """
    proven = signals.held > 0 or signals.read_twice
    if signals.asked_twice or not signals.exact:
        return proven
    return proven or signals.elsewhere or signals.answered
