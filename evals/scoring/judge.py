"""What became of every leaf of one document, after its rows were aligned. Exact Decimal equality and nothing else.

Not scored at all: addresses that gold leaves open (`unscored`), and a `#2` row of a prediction that repeats the value
of the first print. A form that is declared empty is right where the system says so, an omission where it does not;
figures given for it are invented rows.

`strict` forgives no wording: an aligned pair of different words is W there, which weighs as much in precision, recall
and F1 as the omission and the invention that it strictly is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evals.scoring.align import align
from evals.scoring.grounding import is_cited, is_supported
from evals.scoring.kinds import GoldIndex, round_ok, wrong_kind
from evals.scoring.leaf import GoldLeaf, InventedKind, LeafVerdict, Letter, Pairing, PredictedLeaf
from evals.scoring.names import EMPTY, base_of, plain
from evals.scoring.source import SourceText

_Gold = dict[str, dict[str, GoldLeaf]]
_Given = dict[str, dict[str, PredictedLeaf]]


def judge(
    document: str,
    gold: Sequence[GoldLeaf],
    predicted: Sequence[PredictedLeaf],
    source: SourceText,
    *,
    empty: Collection[str] = (),
) -> list[LeafVerdict]:
    """Return a verdict for every scored gold leaf and every leaf that gold does not have.

    `empty`: the places that the system declares empty. A key that is predicted twice with two values is two rows, the
    second `#2`. Raises ValueError where gold labels one key twice.
    """
    bench = _Bench(document, gold, source)
    wanted, given = _by_place(gold), _by_row(predicted)
    verdicts: list[LeafVerdict] = []
    for leaf in gold:
        if leaf.state == "declared_empty":
            verdicts.append(bench.of_empty(leaf, declared=leaf.key[0] in empty))
    for place in dict.fromkeys([*wanted, *given]):
        verdicts += bench.of_place(place, wanted.get(place, {}), given.get(place, {}))
    return verdicts


def _by_place(gold: Sequence[GoldLeaf]) -> dict[str, _Gold]:
    places: dict[str, _Gold] = {}
    for leaf in gold:
        place, row, column = leaf.key
        if leaf.state == "declared_empty":
            continue
        cells = places.setdefault(place, {}).setdefault(row, {})
        if column in cells:
            raise ValueError(f"gold labels {'/'.join(leaf.key)} twice")
        cells[column] = leaf
    return places


def _by_row(predicted: Sequence[PredictedLeaf]) -> dict[str, _Given]:
    places: dict[str, _Given] = {}
    again: list[PredictedLeaf] = []
    for leaf in predicted:
        place, row, column = leaf.key
        cells = places.setdefault(place, {}).setdefault(row, {})
        if column not in cells:
            cells[column] = leaf
        else:
            again.append(leaf)
    for leaf in again:
        _put_again(places[leaf.key[0]], leaf)
    return places


def _put_again(rows: _Given, leaf: PredictedLeaf) -> None:
    """Put a leaf whose key is taken into the next `#n` row; one that says the same once more is dropped."""
    row, column = leaf.key[1:]
    base, ordinal = base_of(row)
    while (other := rows.get(row, {}).get(column)) is not None:
        if other.value == leaf.value:
            return
        ordinal += 1
        row = f"{base}#{ordinal}"
    rows.setdefault(row, {})[column] = leaf


@dataclass(frozen=True)
class _Row:
    """A predicted row on its way to a verdict."""

    place: str
    given: str
    gold: str
    """The gold row it is; its own name where it has no partner."""
    how: Pairing | None


class _Bench:
    """Judges the places of one document."""

    def __init__(self, document: str, gold: Sequence[GoldLeaf], source: SourceText) -> None:
        self.document = document
        self.source = source
        self.index = GoldIndex(tuple(gold))

    def of_empty(self, leaf: GoldLeaf, *, declared: bool) -> LeafVerdict:
        letter: Letter = "C" if declared else "O"
        return LeafVerdict(
            self.document, leaf.key, letter, letter, gold=EMPTY, given=EMPTY if declared else None, decoy=leaf.decoy
        )

    def of_place(self, place: str, wanted: _Gold, given: _Given) -> Iterator[LeafVerdict]:
        repeats = {row for row, cells in given.items() if row not in wanted and _repeats_all(row, cells, wanted)}
        partners = align(
            place,
            {row: {column: leaf.value for column, leaf in cells.items()} for row, cells in wanted.items()},
            {
                row: {column: leaf.value for column, leaf in cells.items()}
                for row, cells in given.items()
                if row not in repeats
            },
        )
        mine = {partner.row: _Row(place, row, partner.row, partner.how) for row, partner in partners.items()}
        known = {plain(column) for cells in wanted.values() for column in cells}
        for name, cells in wanted.items():
            row = mine.get(name)
            answers = given[row.given] if row else {}
            joined = _joined(cells, answers)
            for column, leaf in cells.items():
                if leaf.state != "unscored":
                    yield self._verdict(leaf, answers.get(joined.get(column, "")), row)
            if row:
                taken = set(joined.values())
                left = [leaf for column, leaf in answers.items() if column not in taken]
                yield from self._invented(row, left, wanted, known)
        for name in given:
            if name not in partners and name not in repeats:
                yield from self._invented(_Row(place, name, name, None), given[name].values(), wanted, known)

    def _verdict(self, leaf: GoldLeaf, answer: PredictedLeaf | None, row: _Row | None) -> LeafVerdict:
        letter = _letter(leaf, answer)
        gold, how = _shown(leaf.value), row.how if row else None
        if answer is None or row is None:
            return LeafVerdict(
                self.document,
                leaf.key,
                letter,
                letter,
                gold=gold,
                gold_span=_span(leaf),
                pairing=how,
                decoy=leaf.decoy,
                absent=leaf.state == "absent",
            )
        address = (row.place, row.given, answer.key[2])
        same_words = address == leaf.key
        supported = is_supported(answer, self.source)
        right = letter == "C"
        return LeafVerdict(
            self.document,
            leaf.key,
            letter,
            letter if same_words or letter == "H" else "W",
            kind=wrong_kind(leaf, answer, self.index) if letter == "W" else None if right else self._origin(answer),
            gold=gold,
            given=_shown(answer.value),
            given_key=None if same_words else address,
            gold_span=_span(leaf),
            given_span=_span(answer),
            pairing=how,
            round_ok=letter == "W" and round_ok(leaf, answer),
            decoy=leaf.decoy,
            supported=supported,
            cited=is_cited(leaf, answer, self.source, supported=supported) if right else None,
            by_offsets=right and leaf.start is not None and leaf.end is not None,
            band=answer.band,
            score=answer.score,
            absent=leaf.state == "absent",
        )

    def _invented(
        self, row: _Row, leaves: Iterable[PredictedLeaf], wanted: _Gold, known: Collection[str]
    ) -> Iterator[LeafVerdict]:
        for leaf in leaves:
            column = leaf.key[2]
            if _repeats(row.given, leaf, wanted):
                continue
            kind: InventedKind = "invented_field"
            if row.how is None:
                kind = "invented_row"
            elif plain(column) in known:
                kind = self._origin(leaf)
            yield LeafVerdict(
                self.document,
                (row.place, row.gold, column),
                "H",
                "H",
                kind=kind,
                given=_shown(leaf.value),
                given_key=(row.place, row.given, column) if row.given != row.gold else None,
                given_span=_span(leaf),
                pairing=row.how,
                supported=is_supported(leaf, self.source),
                band=leaf.band,
                score=leaf.score,
            )

    def _origin(self, leaf: PredictedLeaf) -> InventedKind:
        return "grounded_elsewhere" if self.source.prints(leaf.value) else "ungrounded"


def _letter(leaf: GoldLeaf, answer: PredictedLeaf | None) -> Letter:
    if leaf.state == "absent":
        return "N" if answer is None else "H"
    if answer is None:
        return "O"
    return "C" if answer.value == leaf.value else "W"


def _joined(cells: Mapping[str, GoldLeaf], answers: Mapping[str, PredictedLeaf]) -> dict[str, str]:
    """Return gold column -> predicted column: the same words, else the same but for width, white space and brackets."""
    joined = {column: column for column in answers if column in cells}
    if len(joined) < len(answers):
        others = {plain(column): column for column in reversed(list(answers)) if column not in joined}
        for column in cells:
            if column not in joined and (other := others.pop(plain(column), None)) is not None:
                joined[column] = other
    return joined


def _repeats_all(row: str, cells: Mapping[str, PredictedLeaf], wanted: _Gold) -> bool:
    return "#" in row and all(_repeats(row, leaf, wanted) for leaf in cells.values())


def _repeats(row: str, leaf: PredictedLeaf, wanted: _Gold) -> bool:
    """Whether a `#2` leaf only says once more what gold has for the first print."""
    base, ordinal = base_of(row)
    first = wanted.get(base, {}).get(leaf.key[2]) if ordinal > 1 else None
    return first is not None and first.value == leaf.value


def _span(leaf: GoldLeaf | PredictedLeaf) -> tuple[int, int] | None:
    return None if leaf.start is None or leaf.end is None else (leaf.start, leaf.end)


def _shown(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
