"""Forms of an unknown layout: the model names their columns, and the sums say whether to believe it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from extractor.ask import Reply
from extractor.question import Question
from extractor.tables.statutory import Form
from extractor.tables.unknown import UnknownHeads, asked_entries, believed, question_of, unknown_heads
from schemas.record import LedgerChunk


class Asks(Protocol):
    """What is needed of an asker."""

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Answer all, by question id."""


def ask_heads(
    forms: Sequence[Form], names: Sequence[str], asker: Asks, replies: dict[str, Reply]
) -> tuple[list[Form], list[LedgerChunk]]:
    """Return the forms, those of an unknown layout read anew where the answer adds up, and the questions' entries.

    `replies` takes the replies, by question id.
    """
    asked = {form.place: one for form in forms if (one := unknown_heads(form, f"{form.place}/t1"))}
    if not asked:
        return list(forms), []
    replies |= asker.ask_all([question_of(one) for one in asked.values()])
    read = {place: _read(one, replies[one.id]) for place, one in asked.items()}
    entries = [_entry(one, replies[one.id], names, believed=read[place] is not None) for place, one in asked.items()]
    return [read.get(form.place) or form for form in forms], entries


def _read(one: UnknownHeads, reply: Reply) -> Form | None:
    form = believed(one, reply.answer or {})
    if form is not None:
        form.reading.entries = list(asked_entries(form.reading))
    return form


def _entry(one: UnknownHeads, reply: Reply, names: Sequence[str], *, believed: bool) -> LedgerChunk:
    piece = one.form.pieces[0]
    start, end = piece.span
    refused = "模型所认的表头与本表的合计关系不合，未采信" if reply.status == "ok" and not believed else None
    return LedgerChunk(
        id=one.id,
        place=one.form.place,
        document=names[piece.document],
        start=start,
        end=end,
        prompt="heads",
        status=reply.status,
        reason=reply.reason or refused,
        answer=reply.answer,
        usage=reply.usage,
    )
