"""Chunks whose answer was cut off by the token limit are asked again in halves, and come back as one reply.

A joined reply always has an answer, if an empty one; a model's own truncated reply has none, and only that is split.
So a record keeps one entry a chunk, and replaying it splits nothing a second time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractor.ask import Reply
from extractor.chunks import Chunk
from extractor.ledger import total_usage

Ask = Callable[[Sequence[Chunk]], Mapping[str, Reply]]


def ask_whole(chunks: Sequence[Chunk], ask: Ask) -> dict[str, Reply]:
    """Return one reply a chunk, by chunk id; `ask` puts chunks to the model and may be called several times."""
    replies = dict(ask(chunks)) if chunks else {}
    cut_off = [chunk for chunk in chunks if _splits(chunk, replies[chunk.id])]
    parts = ask_whole([half for chunk in cut_off for half in _halves(chunk)], ask) if cut_off else {}
    for chunk in cut_off:
        one, other = (parts[half.id] for half in _halves(chunk))
        replies[chunk.id] = _joined(replies[chunk.id], one, other)
    return replies


def _splits(chunk: Chunk, reply: Reply) -> bool:
    return reply.status == "truncated" and reply.answer is None and len(chunk.slots) > 1


def _halves(chunk: Chunk) -> tuple[Chunk, Chunk]:
    middle = len(chunk.slots) // 2
    return (
        replace(chunk, id=f"{chunk.id}a", slots=chunk.slots[:middle]),
        replace(chunk, id=f"{chunk.id}b", slots=chunk.slots[middle:]),
    )


def _joined(whole: Reply, one: Reply, other: Reply) -> Reply:
    """The answers of both halves, the usage of all three, and the trouble of the first half that had any."""
    trouble = next((half for half in (one, other) if half.status != "ok"), one)
    return Reply(
        status=trouble.status,
        answer={**(one.answer or {}), **(other.answer or {})},
        usage=total_usage(whole.usage, one.usage, other.usage),
        reason=trouble.reason,
        seconds=whole.seconds + one.seconds + other.seconds,
        replayed=whole.replayed and one.replayed and other.replayed,
    )
