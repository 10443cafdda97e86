"""The whole flow: documents → reading by code → questions → answers held against clauses → facts → checks → record.

read      sections, statutory forms, chunks with their keys, unit and year   (code)
read again  the sentences, by another grammar, for the first one's answers to be held against   (code)
ask tables which form a table is, what its columns mean, where nobody knows  (model)
ask       one flat question a chunk; at low effort code answers what it reads twice alike, at none everything (model)
ground    an answer is a figure only where a clause prints it                (code)
ask again the sentences of keys answered null or with a number not there     (model)
ask open  whose are the amounts that no clause grammar could place           (model)
merge     one fact a key, every occurrence kept                              (code)
check     63 identities: what does not add up, and which figure is to blame  (code)
re-ask    a figure of the text whose neighbour would make the identities hold (model)
weigh     how far each fact may be trusted, from all of the above
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from extractor.ask import Reply
from extractor.checks.check import check
from extractor.checks.of_record import book_of_facts
from extractor.checks.outcome import Outcome
from extractor.checks.reask import Doubt, after_answers, doubts_of
from extractor.chunks import Chunk
from extractor.confidence.weigh import weigh
from extractor.effort import NoModel, answered_by_code
from extractor.focus import second_chunks
from extractor.ground import Grounded, ground
from extractor.halves import ask_whole
from extractor.indicators import indicators
from extractor.ledger import entry, page_entries, record_status
from extractor.merge import merge
from extractor.progress import OnProgress, Progress
from extractor.prompts import prompt_for
from extractor.question import Question
from extractor.reading import Reading, read
from extractor.sentences.read import read_sentences
from extractor.sentences.second import with_second_read
from extractor.tables.asking import ask_tables
from extractor.tables.form import Form, drafts_of
from extractor.tables.ledger import form_entries
from extractor.unplaced import Unplaced, open_question, placed, unplaced
from schemas.answers import answer_model
from schemas.document import Document
from schemas.fact import Fact
from schemas.record import Effort, Finding, LedgerChunk, Provenance, Record, SourceDocument
from schemas.vocabulary import place_name

ASKED_AGAIN = frozenset({"ok", "invalid"})
"""How a first question ended that may be followed by a second one; of one that was not answered nothing is known."""


class Answering(Protocol):
    """What the pipeline needs of an asker."""

    @property
    def identity(self) -> dict[str, Any]:
        """Identity of the answering model."""

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Answer all, by question id."""


@dataclass(frozen=True)
class Extraction:
    """The record, and what belongs to this run only."""

    record: Record
    run: dict[str, Any]


@dataclass
class _Answers:
    """Replies and what became of them, by chunk id."""

    replies: dict[str, Reply] = field(default_factory=dict)
    grounded: dict[str, Grounded] = field(default_factory=dict)


def extract(
    documents: Sequence[Document], asker: Answering, *, on_progress: OnProgress | None = None, effort: Effort = "full"
) -> Extraction:
    """Read documents of one unit into a record. Raises ModelUnavailable where nothing can answer.

    At effort `none` nobody is asked, whoever `asker` is.
    """
    started = time.monotonic()
    if effort == "none":
        asker = NoModel()
    reading = read(documents)
    figures = read_sentences(reading)
    answers = _Answers()
    read_first = [chunk for chunk in reading.chunks if chunk.slots]
    by_code = answered_by_code(read_first, reading, figures, effort)
    _take(read_first, by_code, reading, answers)
    first = [chunk for chunk in read_first if chunk.id not in by_code]
    _ask(first, reading, asker, answers, on_progress)
    answered = [chunk for chunk in first if answers.replies[chunk.id].status in ASKED_AGAIN]
    second = [focused for chunk in answered for focused in second_chunks(chunk, answers.grounded[chunk.id])]
    _ask(second, reading, asker, answers, on_progress)
    loose = [question for chunk in reading.chunks for question in unplaced(chunk)] if effort != "none" else []
    _ask_open(loose, reading, asker, answers)
    forms, heads = ask_tables(reading.documents, reading.statutory, reading.homeless, asker, answers.replies)
    facts = with_second_read(_facts(reading, forms, answers), figures)
    facts, findings, doubts, outcomes = _checked(facts, reading, asker, answers, effort)
    further = [*second, *(question.chunk for question in loose), *(doubt.chunk for doubt in doubts)]
    record = _record(reading, (facts, findings), forms, further, answers, (asker.identity, effort), heads)
    return Extraction(weigh(record, outcomes), _run(answers, time.monotonic() - started))


def question_of(chunk: Chunk) -> Question:
    """Return what is asked about a chunk."""
    prompt = prompt_for(chunk.id, chunk.place)
    model = answer_model("Answer", [slot.key for slot in chunk.slots])
    return Question(chunk.id, prompt.name, prompt.messages(title=place_name(chunk.place), text=chunk.text), model)


def _ask(
    chunks: Sequence[Chunk], reading: Reading, asker: Answering, answers: _Answers, on_progress: OnProgress | None
) -> None:
    """Ask about chunks, in halves where an answer is cut off, and ground what comes back."""

    def put(pieces: Sequence[Chunk]) -> Mapping[str, Reply]:
        places = {piece.id: piece.place for piece in pieces}
        replied: list[str] = []

        def receive(question: Question, _reply: Reply) -> None:
            replied.append(question.id)
            if on_progress:
                on_progress(Progress(len(replied), len(places), place_name(places[question.id])))

        return asker.ask_all([question_of(piece) for piece in pieces], receive)

    _take(chunks, ask_whole(chunks, put), reading, answers)


def _take(chunks: Sequence[Chunk], replies: Mapping[str, Reply], reading: Reading, answers: _Answers) -> None:
    """Keep the replies there are to `chunks`, and ground what they answer."""
    answers.replies |= replies
    for chunk in chunks:
        if chunk.id in replies:
            text = reading.documents[chunk.document].text
            answer = replies[chunk.id].answer or {}
            answers.grounded[chunk.id] = ground(chunk, answer, text, reading.unit.money_unit or "元")


def _ask_open(loose: Sequence[Unplaced], reading: Reading, asker: Answering, answers: _Answers) -> None:
    """Ask whose the unplaced figures are; what the sentence bears out is grounded like any other answer."""
    answers.replies |= asker.ask_all([open_question(question) for question in loose]) if loose else {}
    for question in loose:
        chunk = placed(question, answers.replies[question.chunk.id].answer or {})
        if chunk:
            text = reading.documents[chunk.document].text
            answers.grounded[chunk.id] = ground(
                chunk, {chunk.slots[0].key: str(question.number.value)}, text, reading.unit.money_unit or "元"
            )


def _facts(reading: Reading, forms: Sequence[Form], answers: _Answers) -> list[Fact]:
    drafts = [draft for grounded in answers.grounded.values() for draft in grounded.drafts]
    printed = [draft for form in forms for draft in drafts_of(form, reading.form_unit)]
    return merge([*drafts, *reading.drafts, *printed], reading.documents)


def _checked(
    facts: list[Fact], reading: Reading, asker: Answering, answers: _Answers, effort: Effort
) -> tuple[list[Fact], tuple[Finding, ...], list[Doubt], Sequence[Outcome]]:
    """Try the identities; ask again about text figures that may be the wrong one of two."""
    book = book_of_facts(facts, reading.documents, reading.unit, reading.forms, reading.outlines)
    checked = check(book, one_by_one=True)
    doubts = doubts_of(checked.findings, facts, reading.chunks, reading.unit.money_unit or "元")
    doubts = doubts if effort != "none" else []
    replies = asker.ask_all([question_of(doubt.chunk) for doubt in doubts]) if doubts else {}
    answers.replies |= replies
    given = {id_: reply.answer for id_, reply in replies.items()}
    findings, facts = after_answers(doubts, given, checked.findings, facts)
    return facts, findings, doubts, checked.outcomes


def _record(
    reading: Reading,
    stated: tuple[Sequence[Fact], tuple[Finding, ...]],
    forms: Sequence[Form],
    further: Sequence[Chunk],
    answers: _Answers,
    who: tuple[Mapping[str, Any], Effort],
    heads: Sequence[LedgerChunk],
) -> Record:
    facts, findings = stated
    identity, effort = who
    asked = [*reading.chunks, *further]
    replies, grounded = answers.replies, answers.grounded
    used = {(draft.document, draft.start) for one in grounded.values() for draft in one.drafts}
    names = reading.names
    ledger = [entry(chunk, replies.get(chunk.id), grounded.get(chunk.id), used, names) for chunk in asked]
    ledger += [*reading.tables, *page_entries(reading.documents), *form_entries(forms, names), *heads]
    return Record(
        documents=tuple(SourceDocument(**document.model_dump()) for document in reading.documents),
        unit=reading.unit,
        status=record_status(ledger, facts),
        provenance=Provenance(
            model=dict(identity),
            effort=effort,
            prompts=_prompts(asked, heads, replies),
            versions={"juesuan": _version()},
        ),
        facts=tuple(facts),
        indicators=tuple(indicators(facts)),
        forms=reading.forms,
        findings=findings,
        chunks=tuple(sorted(ledger, key=lambda c: (names.index(c.document), c.start, c.id))),
    )


def _prompts(chunks: Sequence[Chunk], heads: Sequence[LedgerChunk], replies: Mapping[str, Reply]) -> dict[str, str]:
    put = [chunk for chunk in chunks if chunk.id not in replies or not replies[chunk.id].by_code]
    asked = [(chunk.id, chunk.place) for chunk in put if chunk.slots or "?" in chunk.id]
    asked += [(entry.id, entry.place) for entry in heads]
    prompts = [prompt_for(id_, place) for id_, place in asked]
    used = {prompt.name: prompt.digest for prompt in prompts}
    return dict(sorted(used.items()))


def _version() -> str:
    try:
        return version("juesuan")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "source"


def _run(answers: _Answers, seconds: float) -> dict[str, Any]:
    replies = answers.replies.values()
    return {
        "seconds": round(seconds, 1),
        "seconds_asking": round(sum(reply.seconds for reply in replies), 1),
        "seconds_recorded": round(sum(reply.seconds_recorded or reply.seconds for reply in replies), 1),
        "calls": sum(reply.usage.attempts for reply in replies),
        "prompt_tokens": sum(reply.usage.prompt_tokens for reply in replies),
        "completion_tokens": sum(reply.usage.completion_tokens for reply in replies),
        "replayed": sum(reply.replayed for reply in replies),
        "chunks": {id_: round(reply.seconds, 1) for id_, reply in answers.replies.items()},
    }
