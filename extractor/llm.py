"""The only door to a model: one question in, one validated answer out, over any OpenAI-compatible endpoint.

json_schema → tools → json_object       by what the endpoint can do; the way down is remembered
validation error                        re-asked with the error, by instructor (json_object: here, for instructor's
                                        own JSON mode adds an English prompt)
transport                               tried again by tenacity within one deadline; openai's own retries are off
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

import instructor
import openai
from instructor.core.exceptions import InstructorRetryException, ResponseParsingError
from pydantic import BaseModel

from extractor.errors import ModelUnavailable
from extractor.failures import Invalid, Refused, Rung, TransportFailed, Truncated, complaint
from extractor.patience import Patience, Transient, retry_after
from extractor.question import (
    BadAnswer,
    Parameters,
    Question,
    dump_answer,
    keys_line,
    parse_answer,
    schema_of,
    token_bound,
)
from schemas.record import Usage

logging.getLogger("instructor").addHandler(logging.NullHandler())  # what fails goes to the ledger, not to stderr

RUNGS: tuple[Rung, ...] = ("json_schema", "tools", "json_object")
_NAME = "answer"  # what the schema and the tool are called; the model sees it
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_REMEDY = "请核对 JUESUAN_BASE_URL、JUESUAN_MODEL 和 JUESUAN_API_KEY（或 OPENAI_*）"


class _RungTooHigh(Exception):
    """The endpoint cannot shape answers this way."""


@dataclass(frozen=True)
class Completion:
    """A valid answer: JSON-able data, numbers as exact decimal strings."""

    answer: dict[str, Any]
    usage: Usage
    finish_reason: str
    attempts: int
    """Answers it took, the valid one included."""


class Client:
    """Asks one model at one endpoint; safe to share between threads."""

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str,
        identity: dict[str, Any],
        *,
        parameters: Parameters = Parameters(),  # noqa: B008 - frozen
        patience: Patience = Patience(),  # noqa: B008 - frozen
        http_client: Any = None,
    ) -> None:
        """`identity` names the model in keys and provenance; `http_client` replaces the transport in tests."""
        self.identity = identity
        self.parameters = parameters
        self.patience = patience
        self.cancelled = threading.Event()
        """Set: whatever fails from now on is not tried again."""
        self._model = model
        self._rung = 0
        self._proven: frozenset[Rung] = frozenset()
        self._unreachable = False
        self._left_out: frozenset[str] = frozenset()
        if http_client is None and urlsplit(base_url).hostname in _LOOPBACK:
            http_client = openai.DefaultHttpxClient(trust_env=False)  # a proxy has no business with the loopback
        key = api_key or "none"  # openai insists on one
        self._openai = openai.OpenAI(base_url=base_url, api_key=key, max_retries=0, http_client=http_client)

    @property
    def rung(self) -> Rung:
        """How answers are shaped at present: json_schema, tools or json_object."""
        return RUNGS[self._rung]

    def close(self) -> None:
        """Close the connections."""
        self._openai.close()

    def complete(self, question: Question, *, reasks: int = 2) -> Completion:
        """Ask, and re-ask with the validation error up to `reasks` times.

        Raises Truncated, Invalid, Refused or TransportFailed, each with the usage so far, and ModelUnavailable where
        no question could be answered (key, account, address or model name).
        """
        talk = _Talk(self, question)
        while True:
            talk.rung = self.rung
            ask = self._ask_object if talk.rung == "json_object" else self._ask_instructor
            try:
                answer = ask(talk, reasks)
            except _RungTooHigh:
                self._step_down(talk.rung)
            except Invalid:
                # Some endpoints take a schema and do not look at it: then no answer ever fits.
                if talk.rung in self._proven or talk.rung == RUNGS[-1]:
                    raise
                self._step_down(talk.rung)
            else:
                self._proven |= {talk.rung}
                return Completion(dump_answer(answer), talk.usage, "stop", talk.usage.attempts)

    def _step_down(self, rung: Rung) -> None:
        self._rung = max(self._rung, RUNGS.index(rung) + 1)

    def _ask_instructor(self, talk: "_Talk", reasks: int) -> BaseModel:
        mode = instructor.Mode.JSON_SCHEMA if talk.rung == "json_schema" else instructor.Mode.TOOLS
        create = cast(Callable[..., BaseModel], instructor.patch(create=talk.send, mode=mode))
        try:
            return create(
                response_model=_exact(talk.question.answer_model), messages=talk.messages(), max_retries=reasks
            )
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, ResponseParsingError):
                raise Invalid(_invalid(talk.usage.attempts, str(cause)), talk.usage) from cause
            raise (cause or error) from error  # ours, raised by _Talk

    def _ask_object(self, talk: "_Talk", reasks: int) -> BaseModel:
        template = resources.files("prompts").joinpath("_json_object.md").read_text("utf-8")
        line = Template(template.strip()).substitute(keys=keys_line(talk.schema))
        messages = talk.messages()
        messages[-1]["content"] += f"\n\n{line}"
        for left in range(reasks, -1, -1):
            response = talk.send(messages=messages, response_format={"type": "json_object"})
            text = response.choices[0].message.content or ""
            try:
                return parse_answer(text, talk.question.answer_model)
            except BadAnswer as error:
                if not left:
                    raise Invalid(_invalid(talk.usage.attempts, str(error)), talk.usage) from error
                messages.append({"role": "assistant", "content": text})
                messages.append({"role": "user", "content": f"{error}。请重新输出整个 JSON 对象。"})
        raise AssertionError("the last attempt returns or raises")


class _Talk:
    """The attempts at one question: what they cost, and until when they may go on."""

    def __init__(self, client: Client, question: Question) -> None:
        self.client = client
        self.question = question
        self.rung: Rung = client.rung
        self.schema = schema_of(question.answer_model)
        self.usage = Usage()
        self._deadline = client.patience.start()
        self._bound = token_bound(question, client.parameters)

    def messages(self) -> list[dict[str, str]]:
        return [{"role": message.role, "content": message.content} for message in self.question.messages]

    def send(self, **wanted: Any) -> Any:
        """Send one request until it is answered, and pass on an answer that is whole."""
        client = self.client
        tries = 1 if client._unreachable else client.patience.tries
        body = {**self._shape(wanted), "model": client._model}
        try:
            response = self._deadline.persist(lambda: self._post(body), client.cancelled, tries)
        except Transient as error:
            client._unreachable = not error.reached
            raise TransportFailed(error.reason, self.usage) from error
        client._unreachable = False
        self._count(response)
        self._judge(response.choices[0])
        return response

    def _shape(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Put our own small schema where instructor has put pydantic's."""
        shaped = dict(wanted)
        if "tools" in wanted:
            shaped["tools"] = [{"type": "function", "function": {"name": _NAME, "parameters": self.schema}}]
            shaped["tool_choice"] = {"type": "function", "function": {"name": _NAME}}
        elif wanted["response_format"]["type"] == "json_schema":
            described = {"name": _NAME, "strict": True, "schema": self.schema}
            shaped["response_format"] = {"type": "json_schema", "json_schema": described}
        return shaped

    def _drawing(self) -> dict[str, Any]:
        """Return the sampling parameters, without those the endpoint has said it does not take."""
        left_out = self.client._left_out
        bound = "max_completion_tokens" if "max_tokens" in left_out else "max_tokens"
        drawing = {"temperature": self.client.parameters.temperature, "seed": self.client.parameters.seed}
        return {key: value for key, value in drawing.items() if key not in left_out} | {bound: self._bound}

    def _post(self, body: dict[str, Any]) -> Any:
        timeout = max(0.001, min(self.client.patience.timeout, self._deadline.remaining()))
        try:
            response = self.client._openai.chat.completions.create(**body, **self._drawing(), timeout=timeout)
        except openai.APIStatusError as error:
            if self._leaves_out(error):
                return self._post(body)
            self._sort_out(error)
        except openai.APITimeoutError as error:
            raise Transient(f"模型服务 {timeout:.0f} 秒内没有回答") from error
        except openai.APIConnectionError as error:
            raise Transient(f"连不上模型服务（{type(error.__cause__).__name__}）", reached=False) from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise Transient("模型服务的响应不是一个完整的 JSON") from error
        if not _is_whole(response):
            raise Transient("模型服务的响应里没有回答")
        return response

    def _leaves_out(self, error: openai.APIStatusError) -> bool:
        """Learn of a parameter this model does not take (reasoning models: max_tokens, temperature)."""
        named = error.param if error.code in ("unsupported_parameter", "unsupported_value") else None
        if named not in ("max_tokens", "temperature", "seed") or named in self.client._left_out:
            return False
        self.client._left_out |= {named}
        return True

    def _sort_out(self, error: openai.APIStatusError) -> NoReturn:
        status = error.status_code
        match complaint(status, f"{error.code} {error.body or error.message}", self.rung):
            case "key":
                raise ModelUnavailable(f"模型服务不接受密钥（HTTP {status}）", remedy=_REMEDY) from error
            case "unpaid":
                raise ModelUnavailable(
                    f"模型服务的余额或配额用尽（HTTP {status}）", remedy="请充值或换一个服务"
                ) from error
            case "unknown":
                raise ModelUnavailable(f"模型服务没有这个地址或模型（HTTP {status}）", remedy=_REMEDY) from error
            case "shape":
                raise _RungTooHigh from error
            case "too_long":
                raise Truncated("提示超出模型的上下文长度", self.usage) from error
            case "filtered":
                raise Refused("内容审查没有放行", self.usage) from error
            case "passing":
                wait = retry_after(error.response.headers.get("retry-after"), self.client.patience.now())
                asked = f"，要求等 {wait:.0f} 秒" if wait else ""
                raise Transient(f"模型服务出错（HTTP {status}{asked}）", retry_after=wait) from error
            case "other":
                what = f"模型服务不接受这个请求（HTTP {status}）：{error.message[:200]}"
                raise TransportFailed(what, self.usage) from error

    def _count(self, response: Any) -> None:
        spent = getattr(response, "usage", None)
        self.usage = Usage(
            attempts=self.usage.attempts + 1,
            prompt_tokens=self.usage.prompt_tokens + (getattr(spent, "prompt_tokens", None) or 0),
            completion_tokens=self.usage.completion_tokens + (getattr(spent, "completion_tokens", None) or 0),
        )

    def _judge(self, choice: Any) -> None:
        if choice.finish_reason in ("content_filter", "sensitive"):
            raise Refused("内容审查没有放行", self.usage)
        if getattr(choice.message, "refusal", None):
            raise Refused("模型拒绝回答", self.usage)
        if self.rung == "tools" and not getattr(choice.message, "tool_calls", None):
            raise _RungTooHigh  # it takes tools and does not make the model call them
        if choice.finish_reason == "length":
            raise Truncated(f"回答超过 {self._bound} 个词元，没有写完", self.usage)


def _exact(model: type[BaseModel]) -> type[BaseModel]:
    """Derive the model instructor validates with: pydantic's own JSON reader takes numbers through float."""

    def model_validate_json(cls: type[BaseModel], json_data: str, /, **_: Any) -> BaseModel:
        try:
            return parse_answer(json_data, cls)
        except BadAnswer as error:
            raise ResponseParsingError(str(error)) from error

    return type(_NAME, (model,), {"model_validate_json": classmethod(model_validate_json)})


def _is_whole(response: Any) -> bool:
    choices = getattr(response, "choices", None)
    message = getattr(choices[0], "message", None) if isinstance(choices, list) and choices else None
    return message is not None and isinstance(getattr(message, "content", None), str | None)


def _invalid(attempts: int, what: str) -> str:
    return f"{attempts} 次回答都不合格式：{what}"
