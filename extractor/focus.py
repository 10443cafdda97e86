"""The second, focused question: a figure nothing used is asked again with its own clause only.

Measured on the embedded model: whole lists are answered null at times although every figure is printed; a sentence
alone is not.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractor.chunks import Chunk, Slot, item_start
from extractor.ground import Grounded

MAX_SENTENCE = 160


def second_chunks(chunk: Chunk, grounded: Grounded) -> list[Chunk]:
    """Return a chunk a sentence for the keys answered null, or with a number their clause does not print."""
    missing = {*grounded.silent, *grounded.ungrounded}
    groups: dict[tuple[int, int], list[Slot]] = defaultdict(list)
    for slot in chunk.slots:
        if slot.key in missing:
            groups[sentence_of(chunk, slot)].append(slot)
    return [
        _focused(chunk, span, slots, ordinal) for ordinal, (span, slots) in enumerate(sorted(groups.items()), start=1)
    ]


def sentence_of(chunk: Chunk, slot: Slot) -> tuple[int, int]:
    """Return the sentence or item of a slot's first figure; of a long one only the part around the figure."""
    text, number = chunk.flat.text, slot.readings[0].number
    start = max(item_start(text, number.start), chunk.span[0])
    ends = [end for mark in "。\n" if (end := text.find(mark, number.after)) >= 0]
    end = min([*(e + 1 for e in ends), chunk.span[1]])
    if end - start > MAX_SENTENCE:
        label = slot.readings[0].label
        start = max(start, min(label[0] if label else number.start, number.start - 40))
        end = min(end, number.after + 40)
    return start, end


def _focused(chunk: Chunk, span: tuple[int, int], slots: Sequence[Slot], ordinal: int) -> Chunk:
    rows = {slot.row for slot in slots}
    row = next(iter(rows)).removeprefix("项目:") if len(rows) == 1 else ""
    keyed = tuple(replace(slot, key=_key(slot, chunk)) for slot in slots)
    return replace(
        chunk,
        id=f"{chunk.id}?{ordinal}",
        span=span,
        text=_shown(chunk, span, slots, row),
        slots=keyed,
        numbers=(),
    )


def _shown(chunk: Chunk, span: tuple[int, int], slots: Sequence[Slot], row: str) -> str:
    """The sentence, whose it is, and the figures it prints: naming them was measured to cure most nulls."""
    figures = dict.fromkeys(r.number.digits + r.number.unit for slot in slots for r in slot.readings)
    sentence = chunk.flat.text[slice(*span)].strip("\n")
    return f"{row}{'：' if row else ''}{sentence}\n句中印有：{'、'.join(figures)}"


def _key(slot: Slot, chunk: Chunk) -> str:
    """A key that was enough among one row's measures says its row too when it stands alone."""
    row = slot.row.removeprefix("项目:").rsplit("/", 1)[-1]
    return slot.key if slot.key.startswith(row) or len({s.row for s in chunk.slots}) > 1 else f"{row}{slot.key}"
