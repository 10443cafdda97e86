"""A question, the schema its answer must fit, and answers read without losing a digit."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

Answer = TypeVar("Answer", bound=BaseModel)

_KEPT = ("type", "enum", "const", "description", "minItems", "maxItems")
_TOKENS_ALONE = 64  # braces, a model's opening line
_TOKENS_A_KEY = 24  # quotes, a number with its sign and decimals, white space of a pretty printer
_TOKENS_A_LIST = 2048
_WIDEST = 40  # decimal exponent beyond which a literal is no figure of an account
_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL | re.IGNORECASE)
_ERRORS_SHOWN = 5


class BadAnswer(ValueError):
    """An answer that does not fit its model; the message says where, in Chinese, and quotes none of the answer."""


@dataclass(frozen=True)
class Message:
    """One turn of the conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Question:
    """All a model is asked about one chunk."""

    id: str
    """Chunk id, e.g. `S2/1`."""
    prompt: str
    """Name of the prompt."""
    messages: tuple[Message, ...]
    """All the model sees besides the schema."""
    answer_model: type[BaseModel]
    """Flat; its figures are `schemas.answers.Number`."""
    max_tokens: int | None = None
    """Bound of the answer in tokens; by default computed from the answer model."""


@dataclass(frozen=True)
class Parameters:
    """How an answer is drawn; part of every key."""

    temperature: float = 0.0
    seed: int = 0
    answer_tokens: int | None = None
    """Bound of every answer in tokens, in place of the one computed from its model."""


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of `model` as it is sent: strict, small, properties in their order."""
    full = model.model_json_schema(by_alias=True)
    small = _small(full, full.get("$defs", {}))
    small.pop("description", None)  # the class docstring is for readers of the code
    return small


def _small(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Drop titles, defaults and references; close every object."""
    if "$ref" in node:
        target = dict(definitions[node["$ref"].rsplit("/", 1)[-1]])
        target.pop("description", None)
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    small = {key: node[key] for key in _KEPT if key in node}
    if "anyOf" in node:
        small["anyOf"] = [_small(option, definitions) for option in node["anyOf"]]
    if "items" in node:
        small["items"] = _small(node["items"], definitions)
    if "properties" in node:
        small["properties"] = {key: _small(value, definitions) for key, value in node["properties"].items()}
        small["required"] = list(node["properties"])
        small["additionalProperties"] = False
    return small


def token_bound(question: Question, parameters: Parameters) -> int:
    """Return the `max_tokens` of `question`: its own bound, the setting's, or one that holds every key answered."""
    return question.max_tokens or parameters.answer_tokens or _bound(schema_of(question.answer_model))


def _bound(schema: dict[str, Any]) -> int:
    if "items" in schema:
        return _TOKENS_A_LIST
    properties: dict[str, Any] = schema.get("properties", {})
    inside = sum(len(key) + _TOKENS_A_KEY + _bound(value) for key, value in properties.items())
    return inside + (_TOKENS_ALONE if properties else 0)


def keys_line(schema: dict[str, Any]) -> str:
    """Name the keys of an answer and what each holds, in Chinese, for an endpoint that takes no schema."""
    return "、".join(f"「{key}」（{_kind(value)}）" for key, value in schema.get("properties", {}).items())


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        kind = "或".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    elif "items" in schema:
        inner = keys_line(schema["items"])
        kind = f"数组，每项是含{inner}的对象" if inner else f"数组，每项是{_kind(schema['items'])}"
    elif "anyOf" in schema:
        kind = "或".join(_kind(option) for option in schema["anyOf"])
    elif "properties" in schema:
        kind = f"含{keys_line(schema)}的对象"
    else:
        types = schema.get("type", "string")
        names = {"number": "数字", "integer": "整数", "null": "null", "boolean": "true 或 false"}
        kind = "或".join(names.get(name, "文字") for name in ([types] if isinstance(types, str) else types))
    description = schema.get("description")
    return f"{kind}；{description}" if description else kind


def parse_answer(text: str, model: type[Answer]) -> Answer:
    """Read the JSON text of an answer into `model`, every number an exact Decimal. Raises BadAnswer."""
    fenced = _FENCED.fullmatch(text)
    text = fenced[1] if fenced else text
    if not text.strip():
        raise BadAnswer("回答是空的，要一个 JSON 对象")
    try:
        data = json.loads(
            text, parse_float=_decimal, parse_int=_decimal, parse_constant=_refuse, object_pairs_hook=_object
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadAnswer("回答不是完整的 JSON") from error
    return fit_answer(data, model)


def fit_answer(data: Any, model: type[Answer]) -> Answer:
    """Validate already parsed JSON as `model`. Raises BadAnswer."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadAnswer(_explain(error)) from error


def dump_answer(answer: BaseModel) -> dict[str, Any]:
    """Return `answer` as JSON-able data; a Decimal becomes its exact plain string (`123.45`, `100`)."""
    data = _plain(answer.model_dump(mode="python", by_alias=True))
    assert isinstance(data, dict)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _decimal(literal: str) -> Decimal:
    number = Decimal(literal)
    exponent = int(number.as_tuple().exponent)
    if abs(exponent) > _WIDEST or abs(number.adjusted()) > _WIDEST:  # written out, 1e999999999 would fill the memory
        raise BadAnswer("回答里有大得或小得不像金额的数字")
    return number


def _refuse(literal: str) -> Any:
    raise BadAnswer(f"回答里有 {literal}，它不是数字")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if any(found[key] != value for key, value in pairs):
        raise BadAnswer("同一个键给了两个不同的值")
    return found


def _explain(error: ValidationError) -> str:
    """Say what is wrong in words that do not change with pydantic's version, for they are part of a re-ask."""
    said = []
    for item in error.errors(include_url=False, include_input=False, include_context=False)[:_ERRORS_SHOWN]:
        where = ".".join(str(step) for step in item["loc"]) or "回答"
        said.append(f"「{where}」{_wrong(item['type'], item['msg'])}")
    more = error.error_count() - len(said)
    return "；".join(said) + (f"；另有 {more} 处" if more > 0 else "")


def _wrong(kind: str, message: str) -> str:
    if kind.startswith(("decimal", "int", "float", "finite")):
        return "要数字或 null"
    known = {
        "missing": "缺这个键",
        "extra_forbidden": "不该有这个键",
        "model_type": "要一个 JSON 对象",
        "string_type": "要文字",
        "list_type": "要数组",
        "tuple_type": "要数组",
    }
    return known.get(kind, message.removeprefix("Value error, "))
