"""Is a record true to its source? Every evidence is cut out again, the stored answers are replayed, bytes compared.

evidence   Document.text[start:end] is what the fact says, on the page it says
source     the report file is the one that was read
replay     the pipeline, given the stored answers, writes these very bytes
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.ask import Reply
from extractor.differences import first_difference
from extractor.errors import RecordError
from extractor.evidence import fact_problems, misplaced
from extractor.export import read_record, render
from extractor.load import load
from extractor.pipeline import extract
from extractor.question import BadAnswer, Question, dump_answer, fit_answer
from schemas.document import Document
from schemas.record import Record, Usage

_OTHER_VERSION = "记录由另一版本的 juesuan 写出，请重新 extract"


def verify(record: Path, source: Path | None = None) -> list[str]:
    """Return what is wrong with a record file, in Chinese; nothing when it is good.

    `source`: a report it was read from. Raises RecordError where the file is no record of a known schema, InputError
    where `source` cannot be read.
    """
    written = read_record(record)
    documents = [Document(**document.model_dump()) for document in written.documents]
    _require_pages(documents, record)
    problems = _evidence_problems(written, documents)
    if source:
        problems += _source_problems(load(source), documents)
    return problems + _replay_problems(written, documents, record.read_bytes())


def _require_pages(documents: Sequence[Document], record: Path) -> None:
    """Raise RecordError unless there is a document and its pages cover its text."""
    if not documents:
        raise RecordError("记录里没有所读的文件", where=str(record), remedy="请重新 extract")
    for document in documents:
        ends = [0, *(page.end for page in document.pages)]
        if [page.start for page in document.pages] != ends[:-1] or ends[-1] != len(document.text) or not document.pages:
            where = f"{record}，{document.name}"
            raise RecordError("记录里的分页与文字对不上", where=where, remedy="请重新 extract")


def _evidence_problems(record: Record, documents: Sequence[Document]) -> list[str]:
    problems = list(fact_problems(record.facts, documents))
    for finding in record.findings:
        problems += [f"{finding.id} 的出处：{said}" for one in finding.evidence if (said := misplaced(one, documents))]
    return problems


def _source_problems(source: Document, documents: Sequence[Document]) -> list[str]:
    """Compare a report file with what the record says it read."""
    same = next((document for document in documents if document.sha256 == source.sha256), None)
    if same is None:
        read = "、".join(f"{document.name}（SHA-256 {document.sha256[:12]}…）" for document in documents)
        return [
            f"{source.name}（SHA-256 {source.sha256[:12]}…）不是这份记录所读的文件，或读后改过；记录所读的是 {read}"
        ]
    if same.text != source.text:
        at = _first_apart(same.text, source.text)
        return [f"{source.name}：文件相同，读出的文字从第 {at} 个字符起不同；{_OTHER_VERSION}"]
    if (same.media_type, same.pages) != (source.media_type, source.pages):
        return [f"{source.name}：文件相同，分页或类型不同；{_OTHER_VERSION}"]
    return []


def _first_apart(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


class Replayer:
    """Answers from a record's own ledger; what the ledger cannot answer is a failed question, noted in `problems`."""

    def __init__(self, record: Record) -> None:
        self.problems: list[str] = []
        self._identity = record.provenance.model
        self._chunks = {chunk.id: chunk for chunk in record.chunks}

    @property
    def identity(self) -> dict[str, Any]:
        """Identity of the model that answered when the record was written."""
        return self._identity

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Answer all from the ledger, by question id."""
        replies = {}
        for question in questions:
            replies[question.id] = self._reply(question)
            if on_reply:
                on_reply(question, replies[question.id])
        return replies

    def _reply(self, question: Question) -> Reply:
        chunk = self._chunks.get(question.id)
        if chunk is None or chunk.status == "empty":
            return self._failed(f"记录里没有 {question.id} 的回答")
        answer = chunk.answer
        if answer is None and chunk.status == "ok":
            return self._failed(f"{question.id} 记为读成，却没有存下回答")
        if answer is not None:
            try:
                answer = _fitted(answer, question, whole=chunk.status == "ok")
            except BadAnswer as error:
                return self._failed(f"{question.id} 的回答不合它的问题：{error}")
        return Reply(chunk.status, answer, chunk.usage, reason=chunk.reason, replayed=True)

    def _failed(self, problem: str) -> Reply:
        self.problems.append(problem)
        return Reply("failed", None, Usage(), reason=problem)


def _fitted(answer: Mapping[str, Any], question: Question, *, whole: bool) -> dict[str, Any]:
    """Validate a stored answer; of a chunk asked in halves one of which failed it holds a part of the keys."""
    keys = [field.alias or name for name, field in question.answer_model.model_fields.items()]
    missing = {} if whole else {key: None for key in keys if key not in answer}
    fitted = dump_answer(fit_answer({**missing, **answer}, question.answer_model))
    return {key: value for key, value in fitted.items() if key not in missing}


def _replay_problems(written: Record, documents: Sequence[Document], data: bytes) -> list[str]:
    """Replay the stored answers and say where the record that comes out first differs from the one on disk."""
    asker = Replayer(written)
    replayed = extract(documents, asker, effort=written.provenance.effort).record
    expected = render(replayed, "json").encode()
    if expected == data:
        return asker.problems
    difference = first_difference(written, replayed)
    if difference is None:
        line = next(
            (n for n, (a, b) in enumerate(zip(data.split(b"\n"), expected.split(b"\n"), strict=False), 1) if a != b), 1
        )
        return [*asker.problems, f"内容相同而字节不同（第 {line} 行起）：文件被重新排版过；请重新 extract"]
    return [*asker.problems, f"重放所得与记录不同：{difference}；{_remedy(written, replayed)}"]


def _remedy(written: Record, replayed: Record) -> str:
    """Name the likeliest cause and what to do."""
    one, other = written.provenance, replayed.provenance
    if one.versions != other.versions:
        name = "juesuan" if one.versions.get("juesuan") != other.versions.get("juesuan") else "confidence"
        versions = " → ".join(str(p.versions.get(name, "不明")) for p in (one, other))
        who = "由另一版本的 juesuan 写出" if name == "juesuan" else "的可信度由另一份拟合给出"
        return f"记录{who}（{versions}），请用原版本复核或重新 extract"
    both = sorted(one.prompts.keys() & other.prompts.keys())
    changed = [name for name in both if one.prompts[name] != other.prompts[name]]
    if changed:
        return f"记录所用的提示词（{'、'.join(changed)}）与现在的不同，请重新 extract"
    return "记录被改动过，或由另一版本的 juesuan 写出，请重新 extract"
