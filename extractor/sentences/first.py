"""What the first reader, the clause grammar, says of the same figures: for comparing the two, never for reading."""

from extractor.numbers import MONEY, SCALE
from extractor.reading import Reading
from extractor.sentences.figure import SentenceFigure


def clause_figures(reading: Reading) -> tuple[SentenceFigure, ...]:
    """Return the readings of the clause grammar in the words of the sentence reader's claims."""
    found = []
    for chunk in reading.chunks:
        for slot in chunk.slots:
            for one in slot.readings:
                start, end = chunk.flat.source(one.number.start, one.number.end)
                unit = one.number.unit
                if not unit and "unit_from_heading" in one.flags:
                    unit = reading.unit.money_unit or "元"
                value = one.number.value * SCALE[unit] if unit in MONEY else one.number.value
                found.append(
                    SentenceFigure(
                        document=reading.documents[chunk.document].name,
                        place=chunk.place,
                        row=slot.row,
                        column=slot.column,
                        value=-value if one.negative and value > 0 else value,
                        unit=unit,
                        start=start,
                        end=end,
                        pattern="clause",
                    )
                )
    return tuple(found)
