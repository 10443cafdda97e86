"""The chunk ledger: every piece of narrative ends in it, with what was asked, answered and left unused."""

from collections.abc import Sequence
from typing import Literal

from extractor.ask import Reply
from extractor.chunks import Chunk
from extractor.ground import Grounded
from extractor.load import unread_pages
from extractor.prompts import prompt_for
from schemas.document import Document
from schemas.fact import Fact
from schemas.record import ChunkStatus, LedgerChunk, UnusedNumber, Usage


def entry(
    chunk: Chunk,
    reply: Reply | None,
    grounded: Grounded | None,
    used: set[tuple[int, int]],
    names: Sequence[str],
) -> LedgerChunk:
    """Return the ledger entry of a chunk. `used`: (document index, offset) of every figure that became evidence."""
    start, end = chunk.source
    status: ChunkStatus = reply.status if reply else "empty"
    return LedgerChunk(
        id=chunk.id,
        place=chunk.place,
        document=names[chunk.document],
        start=start,
        end=end,
        prompt="code" if reply and reply.by_code else _prompt(chunk),
        status=status,
        reason=reply.reason if reply else None,
        answer=reply.answer if reply else None,
        usage=reply.usage if reply else Usage(),
        unused_numbers=_unused(chunk, used),
        ungrounded=grounded.ungrounded if grounded else (),
    )


def page_entries(documents: Sequence[Document]) -> list[LedgerChunk]:
    """Return an entry for every page that is a picture: what it prints was not read."""
    pages = [(document, number) for document in documents for number in unread_pages(document)]
    return [
        LedgerChunk(
            id=f"other/p{ordinal}",
            place="other",
            document=document.name,
            start=document.pages[number - 1].start,
            end=document.pages[number - 1].end,
            prompt="code",
            status="failed",
            reason=f"第 {number} 页是图片，没有文字层",
        )
        for ordinal, (document, number) in enumerate(pages, start=1)
    ]


def record_status(ledger: Sequence[LedgerChunk], facts: Sequence[Fact]) -> Literal["complete", "partial", "failed"]:
    """Say how much was read; a record without a single fact is never complete."""
    read = [chunk for chunk in ledger if chunk.status != "empty"]
    bad = [chunk for chunk in read if chunk.status != "ok"]
    if not facts or len(bad) == len(read):
        return "failed"
    return "partial" if bad else "complete"


def total_usage(*usages: Usage) -> Usage:
    """Add up token counts."""
    return Usage(
        attempts=sum(usage.attempts for usage in usages),
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
    )


def _prompt(chunk: Chunk) -> str:
    asked = chunk.slots or "?" in chunk.id
    return prompt_for(chunk.id, chunk.place).name if asked else "code"


def _unused(chunk: Chunk, used: set[tuple[int, int]]) -> tuple[UnusedNumber, ...]:
    """Figures no fact used. A second question repeats a part of its first one's range and lists none."""
    if "?" in chunk.id:
        return ()
    found = []
    for number in chunk.numbers:
        start, end = chunk.flat.source(number.start, number.end)
        if (chunk.document, start) not in used:
            found.append(UnusedNumber(start=start, end=end, text=number.digits + number.unit))
    return tuple(found)
