"""The values of the evaluation: what gold says of a leaf, what a system gave for it, and what became of it.

A leaf is one address (place, row, column) of a document. Gold gives it a state, not only a value; a system gives a
value or nothing; the verdict is one of

    C  gold has a value and the system gave an equal one       W  it gave another one
    O  gold has a value and the system gave none               H  gold has none and the system gave one
    N  gold has none and the system gave none
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from schemas.fact import Band

Key = tuple[str, str, str]
"""(place, row, column) in the words of the dictionary of facts."""

State = Literal["value", "declared_empty", "absent", "unscored"]
Letter = Literal["C", "W", "O", "H", "N"]

WrongKind = Literal["sign", "unit", "rounding", "row_swap", "column_swap", "year_swap", "digit", "label", "other"]
"""Why a value is wrong; the first that fits, in this order."""

InventedKind = Literal["grounded_elsewhere", "ungrounded", "invented_row", "invented_field"]
"""Where a value nobody asked for comes from: printed elsewhere in the report, or nowhere."""

Pairing = Literal["key", "code", "path", "assigned"]
"""How a predicted row found its gold row: the same words, the same code, the same normalised path, or by assignment."""


@dataclass(frozen=True, slots=True)
class GoldLeaf:
    """What an annotator says of one address."""

    key: Key
    state: State
    value: Decimal | None = None
    """Money in 元, a percent as printed, counts as counts; None unless the state is value."""
    printed: str = ""
    unit: str = ""
    start: int | None = None
    end: int | None = None
    """Offsets of the printed digits in the loaded text, where the annotator gave them."""
    decoy: bool = False
    """An address nobody labelled, made from the dictionary: the document does not give it."""


@dataclass(frozen=True, slots=True)
class PredictedLeaf:
    """What a system says of one address."""

    key: Key
    value: Decimal
    printed: str = ""
    unit: str = ""
    start: int | None = None
    end: int | None = None
    """Offsets of the cited digits in the loaded text; None where the system cites nothing."""
    quote: str | None = None
    """The cited text as the system gave it."""
    band: Band | None = None
    score: float | None = None
    """Confidence, 0 to 1; None where the system has none."""


@dataclass(frozen=True, slots=True)
class LeafVerdict:
    """What became of one address of one document."""

    document: str
    key: Key
    """The gold address, or the predicted one where gold has none."""
    letter: Letter
    strict: Letter
    """The verdict without row alignment: addresses are equal word by word or not at all."""
    kind: WrongKind | InventedKind | None = None
    """For W and H."""
    gold: str | None = None
    """Gold value as a plain decimal; 空表 for a declared empty form."""
    given: str | None = None
    given_key: Key | None = None
    """The predicted address where the row was aligned to another wording."""
    gold_span: tuple[int, int] | None = None
    """Where gold says the digits stand in the loaded text; None where it does not say."""
    given_span: tuple[int, int] | None = None
    """Where the system says they stand; None where it cites nothing."""
    pairing: Pairing | None = None
    round_ok: bool = False
    """Equal after rounding the finer print to the coarser one's precision: a second column, never the headline."""
    decoy: bool = False
    supported: bool | None = None
    """The cited characters hold a number equal to the value; None where nothing was given."""
    cited: bool | None = None
    """C only: the citation overlaps the gold span, or, without gold offsets, stands in the right section."""
    by_offsets: bool = False
    """Whether `cited` was judged by gold offsets."""
    band: Band | None = None
    score: float | None = None
    absent: bool = False
    """Gold says that the report does not give this address, an annotator or a decoy: H or N."""

    @property
    def wrong(self) -> bool:
        """Whether a given value must not be trusted: W or H."""
        return self.letter in ("W", "H")

    @property
    def given_any(self) -> bool:
        """Whether the system gave a value here: C, W or H."""
        return self.letter in ("C", "W", "H")
