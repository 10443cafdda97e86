"""The signals of a fact: what its evidence, the identities, the answers and the other places say for and against it.

All are read off what a record holds and off the outcomes of the checks, so that the same record gives the same signals.
"""

from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

from extractor.confidence.first_look import ASKED_TWICE
from extractor.confidence.said import by_reading
from extractor.confidence.witnesses import Witnesses
from extractor.ground import LOOSE, NO_UNIT, TEMPLATE
from extractor.numbers import SCALE
from extractor.sentences.second import AGREES, DIFFERS
from extractor.tables.doubts import COLUMN as COLUMN_OFF
from extractor.tables.doubts import NO_PARTS, NO_TOTAL, OTHER_FORM, PART, ROW, UNLIKE
from extractor.tables.doubts import TWICE as ROW_TWICE
from schemas.fact import Fact

_SUMS = frozenset({ROW, COLUMN_OFF, PART, UNLIKE, OTHER_FORM})
_UNPROVEN = frozenset({NO_TOTAL, NO_PARTS})
_MOST = 3
"""More identities than this say no more."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What a fact carries. Counts are capped; True and False weigh 1 and 0.

    `FOR` lists the signals that speak for a fact, `AGAINST` those that speak against it; the rest say what kind it is.
    """

    # for
    exact: bool
    """The evidence is the printed digits, character by character."""
    unique: bool
    """Its digits are printed nowhere else in the document."""
    held: int
    """Equalities it takes part in that hold (rounding allowed), not all of their figures being 0."""
    bounded: bool
    """A limit, a unit or a direction it was tried on holds."""
    elsewhere: bool
    """The same figure, three digits at least, is a fact of another form or section too."""
    answered: bool
    """The model's stored answer gives this number for a question about its passage."""
    read_twice: bool
    """The second, deterministic read of the sentence gives the same."""
    # against
    failed: int
    """Identities it takes part in that fail."""
    blamed: bool
    """A finding blames it."""
    suspect: bool
    """A finding cannot tell whether it or another figure is wrong."""
    misread: bool
    """A finding that names it suspects the reading, not the report."""
    differs: bool
    """The second read of the sentence gives another number."""
    two_values: bool
    """Its key is printed with two different numbers."""
    ungrounded: bool
    """No evidence prints the digits."""
    no_direction: bool
    """The sign is a template's 增加（减少）."""
    no_unit: bool
    """No unit is printed behind the number."""
    unit_assumed: bool
    """The form prints no money unit."""
    loose_label: bool
    """Its subject stands outside its own clause, or in no list of subjects."""
    asked_twice: bool
    """The first question was not answered."""
    open_question: bool
    """The model named the subject; no grammar knows the wording."""
    placed: bool
    """Its cell had slipped; sums, another form or the text say where it belongs."""
    model_heads: bool
    """The model named the columns of its form."""
    form_off: bool
    """The form's own sums, or another form, do not bear it out."""
    row_twice: bool
    """Its row prints two numbers in one column."""
    unproven: bool
    """No total, or no parts, to hold it against."""
    other_doubt: bool
    """The reading gave another reason for doubt."""
    hurt: bool
    """Its passage was not read to the end."""
    noisy_passage: bool
    """The model gave a number for its passage that the text does not print there."""
    variant: bool
    """It is of a row's second print, `#2`: the first says another value for one of its measures."""
    rival: bool
    """Another reading of the same place was kept."""
    ocr: bool
    """Its characters were recognised from a picture."""
    report_failed: float
    """Of the identities tried in the whole report, the share that fails; 0 to 1."""
    # neither
    table: bool
    zero: bool

    def row(self) -> dict[str, float]:
        """Return the signals as numbers by name."""
        return {name: float(value) for name, value in asdict(self).items()}


FOR = ("exact", "unique", "held", "bounded", "elsewhere", "answered", "read_twice")
NEITHER = ("table", "zero")
NAMES = tuple(Signals.__dataclass_fields__)
AGAINST = tuple(name for name in NAMES if name not in (*FOR, *NEITHER))


def signals_of(fact: Fact, about: Witnesses) -> Signals:
    """Return the signals of a fact among what else is known of its report."""
    said, flags = set(by_reading(fact)), set(fact.flags)
    chunks = about.passages(fact)
    known = {*_SUMS, *_UNPROVEN, ROW_TWICE, ASKED_TWICE, LOOSE, NO_UNIT, TEMPLATE}
    named = flags & {"open_question", "heads_by_model", "ocr", "unit_assumed", "two_values_printed"}
    placed = any(flag.startswith("placed_by") for flag in flags)
    return Signals(
        exact=fact.evidence[0].match == "exact",
        unique=about.is_unique(fact),
        held=min(about.held[fact.id], _MOST),
        bounded=about.bounded[fact.id] > 0,
        elsewhere=about.is_elsewhere(fact),
        answered=any(chunk.prompt != "code" and _gives(chunk.answer or {}, fact) for chunk in chunks),
        read_twice=AGREES in flags,
        failed=min(about.failed[fact.id], _MOST),
        blamed=fact.id in about.blamed,
        suspect=fact.id in about.suspects,
        misread=fact.id in about.misread,
        differs=DIFFERS in flags,
        two_values="two_values_printed" in flags,
        ungrounded=fact.evidence[0].match == "none",
        no_direction=TEMPLATE in said,
        no_unit=NO_UNIT in said,
        unit_assumed="unit_assumed" in flags,
        loose_label=LOOSE in said,
        asked_twice=ASKED_TWICE in said,
        open_question="open_question" in flags,
        placed=placed or "position_unclear" in flags,
        model_heads="heads_by_model" in flags,
        form_off=bool(said & _SUMS),
        row_twice=ROW_TWICE in said,
        unproven=bool(said & _UNPROVEN),
        other_doubt=not (named or placed) and bool(said - known),
        hurt=any(chunk.status not in ("ok", "empty") for chunk in chunks),
        noisy_passage=any(chunk.ungrounded for chunk in chunks),
        variant="#" in fact.row,
        rival=bool(fact.candidates),
        ocr="ocr" in flags or about.is_picture(fact),
        report_failed=about.report_failed,
        table=fact.place.startswith("T"),
        zero=not Decimal(fact.value),
    )


def _gives(answer: dict[str, object], fact: Fact) -> bool:
    """Whether one of an answer's numbers is the fact's, as printed."""
    printed = abs(Decimal(fact.value) / SCALE.get(fact.unit, Decimal(1)))
    return any(_number(given) == printed for given in answer.values())


def _number(given: object) -> Decimal | None:
    try:
        return abs(Decimal(str(given)))
    except InvalidOperation:
        return None
