"""Nobody to ask: for suites of statutory forms alone, which code reads without a model."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extractor.ask import Reply
from extractor.question import Question
from schemas.record import Usage


class NoModel:
    """An asker that answers nothing; what is asked stays unread, and says so."""

    identity: dict[str, Any] = {}

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Return a reply without an answer for every question."""
        replies = {one.id: Reply("failed", None, Usage(), reason="这个样本集不用模型") for one in questions}
        if on_reply:
            for question in questions:
                on_reply(question, replies[question.id])
        return replies
