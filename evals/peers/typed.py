"""Instructor as its manual has it: a pydantic model, JSON_SCHEMA mode, two re-asks with the validation error.

Every key is a field that must be given, a number or null; a place that reports declare empty has a yes-or-no field.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import httpx2
import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from pydantic import BaseModel, Field, ValidationError, create_model

from evals.peers.outcome import Failure
from evals.peers.store import CallStore, NotRecorded
from evals.peers.transport import LIMIT_SECONDS, MAX_TOKENS, http_client
from evals.peers.words import leaf
from evals.scoring.leaf import Key, PredictedLeaf
from schemas.vocabulary import place_name

logging.getLogger("instructor").addHandler(logging.NullHandler())  # what fails is counted, not printed

MODEL = "embedded"
RETRIES = 2
EMPTY = "声明没有此项收支"
PROMPT = """从下面的部门决算报告原文里抽取数字，填入给定的各个字段。
- 照抄原文印的数，不换算单位，不带千分位逗号；百分数只写数字。
- 减少、下降、降低的数写成负数。
- 原文没有印出的，填 null；不要推算，不要编造。"""

Ask = Callable[[type[BaseModel], str], BaseModel]
"""(answer model, text of the report or section) -> a valid answer."""


@dataclass(frozen=True)
class Endpoint:
    """Where the model is. Replays need none: no connection is made."""

    base_url: str = "http://127.0.0.1:9/v1"
    api_key: str = "none"
    transport: httpx2.BaseTransport | None = None
    """What connects; None in a replay."""


def asker(store: CallStore, endpoint: Endpoint) -> Ask:
    """Make the function that asks through instructor, recorded in `store`."""
    client = openai.OpenAI(
        base_url=endpoint.base_url,
        api_key=endpoint.api_key,
        max_retries=0,
        timeout=LIMIT_SECONDS,
        http_client=http_client(store, endpoint.transport),
    )
    create = cast(Any, instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)).chat.completions.create

    def ask(model: type[BaseModel], text: str) -> BaseModel:
        messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": text}]
        answer: BaseModel = create(
            model=MODEL,
            response_model=model,
            messages=messages,
            max_retries=RETRIES,
            temperature=0,
            seed=0,
            max_tokens=MAX_TOKENS,
        )
        return answer

    return ask


def field_name(key: Key) -> str:
    """Name the field of a key within its place."""
    return f"{key[1]}：{key[2]}"


def section_model(
    place: str, keys: Iterable[Key], declared: Collection[str], *, name: str = "Answer"
) -> type[BaseModel]:
    """Make the flat answer model of one place."""
    fields: dict[str, Any] = {field_name(key): (float | None, Field()) for key in keys if key[0] == place}
    if place in declared:
        fields[EMPTY] = (bool, Field())
    return create_model(name, __doc__=place_name(place), **fields)


def leaves_of(place: str, answer: Mapping[str, Any], keys: Iterable[Key], money_unit: str) -> list[PredictedLeaf]:
    """Return the leaves of one place's answer. A float's shortest print is the number the model wrote."""
    by_name = {field_name(key): key for key in keys if key[0] == place}
    return [
        leaf(by_name[name], Decimal(str(value)), money_unit)
        for name, value in answer.items()
        if name in by_name and value is not None
    ]


def failure_of(error: Exception) -> Failure:
    """Say what kind of failure an exception of instructor or openai is. Raises NotRecorded where that is the cause."""
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, NotRecorded):
            raise cause
    if isinstance(error, IncompleteOutputException):
        return "truncated"
    if any(isinstance(cause, openai.APITimeoutError) for cause in chain):
        return "cut"
    if any(isinstance(cause, openai.APIStatusError) for cause in chain):
        return "refused"
    if isinstance(error, InstructorRetryException) or any(isinstance(cause, ValidationError) for cause in chain):
        return "invalid"
    return "crashed"


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
