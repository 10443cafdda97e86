"""Why a question got no answer, and what an endpoint means when it turns a request down."""

from typing import Literal

from schemas.record import Usage

Rung = Literal["json_schema", "tools", "json_object"]
Complaint = Literal["key", "unpaid", "shape", "passing", "too_long", "filtered", "unknown", "other"]

_PASSING = (408, 409, 429)
_UNABLE = (400, 404, 422, 501)
_SHAPE_WORDS: dict[str, tuple[str, ...]] = {
    "json_schema": ("response_format", "response format", "json_schema", "structured", "grammar", "guided"),
    "tools": ("tool", "function"),
    "json_object": (),
}
_TOO_LONG_WORDS = ("context_length", "context length", "context size", "exceed_context", "maximum context")
_FILTER_WORDS = ("content_filter", "content_policy", "data_inspection_failed", "contentfilter", "敏感")
_UNPAID_WORDS = ("insufficient_quota", "insufficient balance", "arrearage", "余额")


class Failure(Exception):
    """A question that got no usable answer: why, in Chinese, and the tokens it cost."""

    def __init__(self, reason: str, usage: Usage) -> None:
        super().__init__(reason)
        self.reason = reason
        self.usage = usage


class Truncated(Failure):
    """The answer, or the prompt already, is longer than fits: ask about less."""


class Invalid(Failure):
    """Every attempt broke the schema."""


class Refused(Failure):
    """The model or its content filter declined."""


class TransportFailed(Failure):
    """The endpoint could not be reached, or would not take the question."""


def complaint(status: int, said: str, rung: Rung) -> Complaint:
    """Say what an HTTP error is about, from its status, its words, and how the answer was to be shaped."""
    said = said.lower()
    if status in (401, 403):
        return "key"
    if status == 402 or _has(said, _UNPAID_WORDS):
        return "unpaid"
    if status in _UNABLE and _has(said, _SHAPE_WORDS[rung]):
        return "shape"
    if status in _PASSING or status >= 500:
        return "passing"
    if _has(said, _TOO_LONG_WORDS):
        return "too_long"
    if _has(said, _FILTER_WORDS):
        return "filtered"
    return "unknown" if status == 404 else "other"


def _has(said: str, words: tuple[str, ...]) -> bool:
    return any(word in said for word in words)
