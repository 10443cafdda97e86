"""A fake OpenAI-compatible server at the lowest seam: handlers for httpx2.MockTransport, and a client over them.

    server = StubServer([answer({"收入合计": 1}), error(429, headers={"retry-after": "7"})])
    client = client_of(server)

A reply is a body, a raw httpx2.Response, an exception to raise, or a function of the request's JSON. The last reply
is given for ever.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import httpx2
import openai

from extractor.llm import Client
from extractor.patience import Patience
from extractor.question import Parameters

IDENTITY = {"engine": "stub", "weights_sha256": "0" * 64}


class Clock:
    """Time that passes only by sleeping, or by `passes` for every look at it."""

    def __init__(self, passes: float = 0.0) -> None:
        self.time = 0.0
        self.passes = passes
        self.slept: list[float] = []

    def __call__(self) -> float:
        self.time += self.passes
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class StubServer:
    """Replies in order, and keeps what it was asked."""

    def __init__(self, replies: Sequence[Any]) -> None:
        self.replies = list(replies)
        self.asked: list[dict[str, Any]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        self.asked.append(body)
        reply = self.replies[min(len(self.asked), len(self.replies)) - 1]
        if isinstance(reply, BaseException):
            raise reply
        if isinstance(reply, Callable):
            reply = reply(body)
        return httpx2.Response(200, json=reply) if isinstance(reply, dict) else reply


def answer(
    content: Any, *, finish_reason: str = "stop", refusal: str | None = None, usage: tuple[int, int] = (100, 10)
) -> dict[str, Any]:
    """A chat completion; content that is no text is written as JSON."""
    text = content if isinstance(content, str | None) else json.dumps(content, ensure_ascii=False)
    return _completion({"role": "assistant", "content": text, "refusal": refusal}, finish_reason, usage)


def tool_answer(arguments: str, *, usage: tuple[int, int] = (100, 10)) -> dict[str, Any]:
    """A chat completion that calls the tool `answer`."""
    call = {"id": "call_1", "type": "function", "function": {"name": "answer", "arguments": arguments}}
    return _completion({"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls", usage)


def _completion(message: dict[str, Any], finish_reason: str, usage: tuple[int, int]) -> dict[str, Any]:
    prompt, completion = usage
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion},
    }


def error(status: int, message: str = "no", *, headers: dict[str, str] | None = None, **fields: Any) -> httpx2.Response:
    """An HTTP error as OpenAI writes it; `fields` go beside the message (code, param, type)."""
    return httpx2.Response(status, headers=headers, json={"error": {"message": message, **fields}})


def refused_connection() -> httpx2.ConnectError:
    """What a port nobody listens on gives."""
    return httpx2.ConnectError("[Errno 111] Connection refused")


def client_of(
    server: StubServer,
    *,
    clock: Clock | None = None,
    parameters: Parameters | None = None,
    **patience: Any,
) -> Client:
    """A client whose requests end in `server` and whose waiting takes no time."""
    clock = clock or Clock()
    return Client(
        "http://stub.invalid/v1",
        "stub",
        "not-a-key",
        IDENTITY,
        parameters=parameters or Parameters(),
        patience=Patience(clock=clock, sleep=clock.sleep, **patience),
        http_client=openai.DefaultHttpxClient(transport=httpx2.MockTransport(server)),
    )
