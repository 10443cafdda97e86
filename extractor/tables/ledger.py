"""Every table of a statutory form ends in the ledger, with the figures that became no fact."""

from collections.abc import Sequence

from extractor.tables.cells import Cell
from extractor.tables.form import Form
from extractor.tables.pieces import Piece
from schemas.record import ChunkStatus, LedgerChunk, UnusedNumber


def form_entries(forms: Sequence[Form], names: Sequence[str]) -> list[LedgerChunk]:
    """Return an entry a table. `names`: the documents' names, by index."""
    return [_entry(form, piece, n, names) for form in forms for n, piece in enumerate(form.pieces, start=1)]


def _entry(form: Form, piece: Piece, ordinal: int, names: Sequence[str]) -> LedgerChunk:
    lost = [entry.cell for entry in form.reading.stray if piece.holds(entry)]
    read = [entry for entry in form.reading.entries if piece.holds(entry)]
    status: ChunkStatus = "ok" if read else "failed" if lost else "empty"
    start, end = piece.span
    return LedgerChunk(
        id=f"{form.place}/t{ordinal}",
        place=form.place,
        document=names[piece.document],
        start=start,
        end=end,
        prompt="code",
        status=status,
        reason="认不出这张表的表头或行名，表内的数都没有归位" if status == "failed" else None,
        unused_numbers=tuple(_unused(cell) for cell in lost),
    )


def _unused(cell: Cell) -> UnusedNumber:
    return UnusedNumber(start=cell.start, end=cell.end, text=cell.text)
