"""What code cannot tell of a table, the model is asked: which form it is, and what its columns mean.

Neither answer is believed where the form does not then add up.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from extractor.ask import Reply
from extractor.question import Question
from extractor.tables.form import Form
from extractor.tables.homeless import Homeless
from extractor.tables.matrix import arrange
from extractor.tables.pieces import Piece
from extractor.tables.statutory import FORMS, read_form
from extractor.tables.unknown import UnknownHeads, adds_up, believed, form_question, heads_question, unknown_heads
from schemas.document import Document
from schemas.record import LedgerChunk
from schemas.vocabulary import place_name

DISBELIEVED = "模型所认的表与本表的合计关系不合，未采信"


class Asks(Protocol):
    """What is needed of an asker."""

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Answer all, by question id."""


def ask_tables(
    documents: Sequence[Document],
    forms: Sequence[Form],
    loose: Sequence[Homeless],
    asker: Asks,
    replies: dict[str, Reply],
) -> tuple[list[Form], list[LedgerChunk]]:
    """Return the forms, with what the model's answers add, and an entry for each question.

    `replies` takes the replies, by question id.
    """
    names = [document.name for document in documents]
    found, entries = _ask_forms(documents, forms, loose, asker, replies, names)
    asked = {form.place: one for form in found if (one := unknown_heads(form, f"{form.place}/t1"))}
    if asked:
        replies |= asker.ask_all([heads_question(one) for one in asked.values()])
    read = {place: believed(one, replies[one.id].answer or {}) for place, one in asked.items()}
    entries += [
        _entry(one.id, one.form.pieces[0], replies[one.id], names, read[p] is not None) for p, one in asked.items()
    ]
    return [read.get(form.place) or form for form in found], entries


def _ask_forms(
    documents: Sequence[Document],
    forms: Sequence[Form],
    loose: Sequence[Homeless],
    asker: Asks,
    replies: dict[str, Reply],
    names: Sequence[str],
) -> tuple[list[Form], list[LedgerChunk]]:
    """Ask which form each homeless table is; take the answer where that form is missing and then adds up."""
    questions = {one.id: q for one in loose if (q := _question(one))}
    if not questions:
        return list(forms), []
    replies |= asker.ask_all(list(questions.values()))
    found, entries = list(forms), []
    for one in loose:
        if one.id not in questions:
            continue
        reply = replies[questions[one.id].id]
        place = next((p for p in FORMS if place_name(p) == (reply.answer or {}).get("表格")), None)
        form = read_form(documents, place, [one.piece]) if place and place not in {f.place for f in found} else None
        good = form is not None and (adds_up(form.reading) or unknown_heads(form, "") is not None)
        if form is not None and good:
            found.append(form)
        entries.append(_entry(questions[one.id].id, one.piece, reply, names, good))
    return found, entries


def _question(one: Homeless) -> Question | None:
    matrix = arrange(one.piece.rows, lambda _: False, listed=one.piece.listed)
    return form_question(f"{one.id}?f", one.title, matrix) if matrix else None


def _entry(id_: str, piece: Piece, reply: Reply, names: Sequence[str], good: bool) -> LedgerChunk:
    start, end = piece.span
    return LedgerChunk(
        id=id_,
        place=id_.partition("/")[0],
        document=names[piece.document],
        start=start,
        end=end,
        prompt="heads" if id_.endswith("?h") else "form",
        status=reply.status,
        reason=reply.reason or (None if good or reply.status != "ok" else DISBELIEVED),
        answer=reply.answer,
        usage=reply.usage,
    )


__all__ = ["Asks", "UnknownHeads", "ask_tables"]
