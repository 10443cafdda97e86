"""The leaves a page can open, as compact data its script draws on demand.

A run may have tens of thousands of leaves. Those that are not right go along; of the right ones the least certain, up
to a bound that the page states. Texts go along once, and only what stands around a cited or labelled figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.reporting.words import KINDS, LETTERS, PAIRINGS, PARTS, SHAPES, SLICES, titled
from evals.running.summary import DocumentSummary
from evals.scoring.leaf import LeafVerdict, Letter
from extractor.show.words import BANDS
from extractor.show.words import SHAPES as BAND_SHAPES

AROUND = 120
"""Characters of text kept on each side of a figure."""
FAULTS_KEPT = 50_000
"""W, H and O on one page; wrong and invented values come before omissions."""
RIGHT_KEPT = 2_000
"""C and N on one page, of each."""
_ORDER: tuple[Letter, ...] = ("W", "H", "O", "C", "N")


class _Words:
    """Strings told once and named by their number; 0 is no string."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def __call__(self, word: str | None) -> int:
        return self.numbers.setdefault(word or "", len(self.numbers))


@dataclass(frozen=True)
class Kept:
    """The leaves a page opens, and what it says of the others."""

    leaves: tuple[LeafVerdict, ...]
    note: str
    """In Chinese; empty where all are there."""


def kept(verdicts: Sequence[LeafVerdict]) -> Kept:
    """Choose the leaves of a page: faults first, then the right ones, the least certain first."""
    by_letter: dict[Letter, list[LeafVerdict]] = {letter: [] for letter in _ORDER}
    for verdict in verdicts:
        by_letter[verdict.letter].append(verdict)
    faults = [verdict for letter in ("W", "H", "O") for verdict in by_letter[letter]]
    right = sorted(by_letter["C"], key=lambda verdict: 1.0 if verdict.score is None else verdict.score)
    parts = (
        ("不对的项", faults, FAULTS_KEPT, "先列错的和多的"),
        ("对的项", right, RIGHT_KEPT, "先列可信度最低的"),
        ("空的项", by_letter["N"], RIGHT_KEPT, "按先后"),
    )
    notes = [
        f"{name}有 {len(found):,} 个，本页只带 {most:,} 个（{order}），全部在 verdicts.jsonl"
        for name, found, most, order in parts
        if len(found) > most
    ]
    return Kept(tuple(one for _, found, most, _ in parts for one in found[:most]), "；".join(notes))


def island(
    leaves: Sequence[LeafVerdict], documents: Sequence[DocumentSummary], sources: Mapping[str, str]
) -> dict[str, Any]:
    """Return the data of a page's script. Offsets count characters (code points) of the loaded text."""
    words = _Words()
    names = list(dict.fromkeys(leaf.document for leaf in leaves))
    number = {name: at for at, name in enumerate(names)}
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    for leaf in leaves:
        text = sources.get(leaf.document, "")
        spans[leaf.document] += [span for span in (leaf.gold_span, leaf.given_span) if span and _within(span, text)]
    slices = {document.name: document.slices for document in documents}
    rows = [_row(leaf, number[leaf.document], words) for leaf in leaves]
    return {
        "leaves": rows,
        "words": list(words.numbers),
        "documents": [
            {
                "name": name,
                "slices": slices.get(name, {}),
                "given": name in sources,
                "pieces": pieces(sources.get(name, ""), spans[name]),
            }
            for name in names
        ],
        "titles": {place: titled(place) for place in dict.fromkeys(leaf.key[0] for leaf in leaves)},
        "letters": LETTERS,
        "shapes": SHAPES,
        "kinds": KINDS,
        "bands": BANDS,
        "bandShapes": BAND_SHAPES,
        "pairings": PAIRINGS,
        "slices": SLICES,
        "parts": PARTS,
    }


def pieces(text: str, spans: Iterable[tuple[int, int]], around: int = AROUND) -> list[tuple[int, str]]:
    """Return (offset, text) of what stands around the spans, overlapping surroundings as one."""
    windows: list[list[int]] = []
    for start, end in sorted(spans):
        low, high = max(0, start - around), min(len(text), end + around)
        if windows and low <= windows[-1][1]:
            windows[-1][1] = max(windows[-1][1], high)
        else:
            windows.append([low, high])
    return [(low, text[low:high]) for low, high in windows]


def _within(span: tuple[int, int], text: str) -> bool:
    """Whether a span lies in the text: verdicts are a file from anywhere."""
    return 0 <= span[0] < span[1] <= len(text)


def _row(leaf: LeafVerdict, document: int, words: _Words) -> list[Any]:
    """One leaf in the order that report.js takes it apart; 0 is none."""
    return [
        document,
        *(words(part) for part in leaf.key),
        leaf.letter,
        leaf.strict,
        words(leaf.kind),
        words(leaf.gold),
        words(leaf.given),
        [words(part) for part in leaf.given_key] if leaf.given_key else 0,
        words(leaf.pairing),
        int(leaf.round_ok),
        int(leaf.decoy),
        _sure(leaf.supported),
        _sure(leaf.cited),
        int(leaf.by_offsets),
        words(leaf.band),
        -1 if leaf.score is None else leaf.score,
        list(leaf.gold_span) if leaf.gold_span else 0,
        list(leaf.given_span) if leaf.given_span else 0,
    ]


def _sure(answer: bool | None) -> int:
    """Yes 1, no 2, not asked 0."""
    return 0 if answer is None else 1 if answer else 2
