"""Asking: a question that was answered before is not asked again, and every question ends in a reply."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from extractor.answers_store import AnswerStore, Ending, Manifest, StoredAnswer, answer_key
from extractor.errors import ModelUnavailable
from extractor.failures import Failure, Invalid, Refused, Truncated
from extractor.llm import Client
from extractor.question import BadAnswer, Message, Parameters, Question, dump_answer, fit_answer
from schemas.record import Usage

__all__ = ["Asker", "Limits", "Message", "Parameters", "Question", "Reply", "Status"]

Status = Literal["ok", "truncated", "invalid", "refused", "failed", "skipped_budget"]

_NOT_RECORDED = "没有录制的回答"
_STOP: Ending = "stop"
_STATUS_OF: dict[Ending, Status] = {"stop": "ok", "length": "truncated", "refused": "refused", "invalid": "invalid"}
_ENDING_OF: dict[type[Failure], Ending] = {Truncated: "length", Refused: "refused", Invalid: "invalid"}


@dataclass(frozen=True)
class Limits:
    """Bounds of a run."""

    max_tokens: int | None = None
    """No new question once the run has used this many tokens; those under way are finished. Replayed ones are free."""
    concurrency: int = 1
    """Questions under way at once."""


@dataclass(frozen=True)
class Reply:
    """What became of a question."""

    status: Status
    answer: dict[str, Any] | None
    """Validated and JSON-able: numbers as their exact decimal strings (`123.45`, `100`), text, None."""
    usage: Usage
    """Of all attempts together; a replayed answer has the usage it was recorded with."""
    reason: str | None = None
    """What went wrong, in Chinese."""
    seconds: float = 0.0
    """Time spent asking; 0 when replayed."""
    replayed: bool = False
    """From the cache or from recorded answers."""
    seconds_recorded: float | None = None
    """What asking took when the answer was recorded, where it was replayed."""
    by_code: bool = False
    """No question was put: code read the chunk alone."""


class Asker:
    """Puts questions to a model, or to recorded answers alone where there is no client."""

    def __init__(
        self,
        client: Client | None,
        store: AnswerStore,
        *,
        limits: Limits = Limits(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises ModelUnavailable where there is neither a client nor a record of who answered."""
        manifest = Manifest.of(client.identity, client.parameters) if client else store.manifest
        if manifest is None:
            raise ModelUnavailable("没有模型，也没有录制的回答", remedy="请配置模型，或用 --replay 指定录制的目录")
        self.manifest = manifest
        self.spent = 0
        """Tokens used so far, replayed answers apart."""
        self._client = client
        self._store = store
        self._limits = limits
        self._clock = clock
        self._lock = Lock()

    @property
    def identity(self) -> dict[str, Any]:
        """Identity of the answering model, as in every key and in `Record.provenance.model`."""
        return self.manifest.identity

    def ask(self, question: Question) -> Reply:
        """Answer one question. Raises ModelUnavailable where no question could be answered."""
        key = answer_key(self.manifest, question)
        stored = self._store.get(key)
        replayed = self._replay(stored, question) if stored else None
        if replayed:
            return replayed
        if self._client is None:
            reason = "录制的回答不合现在的格式" if stored else _NOT_RECORDED
            return Reply("failed", None, Usage(), reason=reason)
        if self._limits.max_tokens is not None and self.spent >= self._limits.max_tokens:
            return Reply("skipped_budget", None, Usage(), reason=f"已用完 {self._limits.max_tokens} 个词元的预算")
        return self._ask_model(self._client, key, question)

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> dict[str, Reply]:
        """Answer all, replies by question id in the order given; `on_reply` is called here as each comes in.

        On Ctrl-C, or where the model is unavailable, what has not begun is dropped and the exception goes on; every
        answer that has come in is already in the store.
        """
        ids = [question.id for question in questions]
        if len(set(ids)) < len(ids):
            raise ValueError("two questions with one id")
        replies: dict[str, Reply] = {}

        def receive(question: Question, reply: Reply) -> None:
            replies[question.id] = reply
            if on_reply:
                on_reply(question, reply)

        if self._client is None or self._limits.concurrency <= 1:
            for question in questions:  # in this very thread, so that Ctrl-C stops a slow local model at once
                receive(question, self.ask(question))
        else:
            self._ask_together(self._client, questions, receive)
        return {id_: replies[id_] for id_ in ids}

    def _ask_together(
        self, client: Client, questions: Sequence[Question], receive: Callable[[Question, Reply], None]
    ) -> None:
        client.cancelled.clear()
        pool = ThreadPoolExecutor(self._limits.concurrency, thread_name_prefix="ask")
        try:
            waiting = {pool.submit(self.ask, question): question for question in questions}
            for future in as_completed(waiting):
                receive(waiting[future], future.result())
        except BaseException:
            client.cancelled.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()

    def _replay(self, stored: StoredAnswer, question: Question) -> Reply | None:
        """Return what was stored, or None where the answer does not fit the question's model."""
        status = _STATUS_OF[stored.finish_reason]
        if status != "ok":
            return Reply(status, None, stored.usage, stored.reason, replayed=True, seconds_recorded=stored.seconds)
        try:
            answer = dump_answer(fit_answer(stored.answer, question.answer_model))
        except BadAnswer:
            return None
        return Reply("ok", answer, stored.usage, replayed=True, seconds_recorded=stored.seconds)

    def _ask_model(self, client: Client, key: str, question: Question) -> Reply:
        started = self._clock()
        answer, ending, reason = None, None, None
        try:
            completion = client.complete(question)
            answer, ending, usage = completion.answer, _STOP, completion.usage
        except Failure as failure:
            ending, usage, reason = _ENDING_OF.get(type(failure)), failure.usage, failure.reason
        seconds = self._clock() - started
        self._spend(usage)
        if ending is None:
            return Reply("failed", None, usage, reason, seconds)
        self._store.put(
            key,
            StoredAnswer(
                model=self.identity,
                prompt=question.prompt,
                answer=answer,
                finish_reason=ending,
                usage=usage,
                reason=reason,
                seconds=round(seconds, 1),
            ),
        )
        return Reply(_STATUS_OF[ending], answer, usage, reason, seconds)

    def _spend(self, usage: Usage) -> None:
        with self._lock:
            self.spent += usage.prompt_tokens + usage.completion_tokens
