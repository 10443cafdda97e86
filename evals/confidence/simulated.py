"""A model that nobody had to ask: it gives the number its clause prints, and at given rates none, or a neighbour's.

The press can print any number of reports, and no model is asked of them; what the model of a real run says is in the
recorded answers of the examples and of the five real reports.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from extractor.ask import Reply
from extractor.chunks import Chunk, Slot
from extractor.question import Question
from extractor.reading import read
from schemas.document import Document
from schemas.record import Usage


@dataclass(frozen=True)
class Rates:
    """How often an answer goes astray, each a share of the keys."""

    silent: float = 0.03
    """Answered null."""
    neighbour: float = 0.03
    """Another number of the same passage."""
    swapped: float = 0.02
    """The number that belongs to another key of the same question."""
    failed: float = 0.01
    """Of the questions: not answered at all."""


class SimulatedModel:
    """Answers from the clauses of the documents it was made for; the same seed answers the same."""

    def __init__(self, documents: Sequence[Document], seed: int, identity: Mapping[str, Any], rates: Rates = Rates()):
        self.identity = dict(identity)
        self._chunks = {chunk.id: chunk for chunk in read(documents).chunks}
        self._seed, self._rates = seed, rates

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Answer all, by question id. What is asked about tables, and open questions, get no answer."""
        replies = {question.id: self._reply(question) for question in questions}
        for question in questions if on_reply else ():
            on_reply(question, replies[question.id])  # type: ignore[misc]
        return replies

    def _reply(self, question: Question) -> Reply:
        dice = Random(f"{self._seed} {question.id}")
        keys = [field.alias or name for name, field in question.answer_model.model_fields.items()]
        chunk = self._chunks.get(question.id.partition("?")[0])
        if chunk is None or "??" in question.id:
            return Reply("ok", dict.fromkeys(keys), Usage(attempts=1))
        if dice.random() < self._rates.failed:
            return Reply("failed", None, Usage(attempts=1), reason="模拟：没有答出")
        return Reply("ok", {key: self._answer(key, chunk, dice) for key in keys}, Usage(attempts=1))

    def _answer(self, key: str, chunk: Chunk, dice: Random) -> str | None:
        slot = next((one for one in chunk.slots if key.endswith(one.key)), None)
        drawn, rates = dice.random(), self._rates
        if slot is None or drawn < rates.silent:
            return None
        if drawn < rates.silent + rates.neighbour:
            return str(dice.choice(chunk.numbers).value)
        if drawn < rates.silent + rates.neighbour + rates.swapped:
            return _stated(dice.choice(chunk.slots))
        return _stated(slot)


def _stated(slot: Slot) -> str:
    return str(slot.readings[0].number.value)
