"""A suite of one small report, a model that answers as a test says, and recordings in a folder of the test's own."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2

from evals.peers.suite import Report, Suite
from evals.scoring.leaf import GoldLeaf
from extractor.load import load

TEXT = """一、收入决算情况说明
本年收入合计862.40万元，其中：财政拨款收入845.15万元，占98.00%。

二、机关运行经费支出情况说明
机关运行经费支出61.30万元，比上年减少3.70万元。

三、政府性基金预算财政拨款收入支出决算情况说明
没有政府性基金预算财政拨款收入和支出。
"""
FAULT = ("S2", "本年收入", "决算数")


def label(place: str, row: str, column: str, value: str, printed: str) -> GoldLeaf:
    at = TEXT.find(printed)
    return GoldLeaf((place, row, column), "value", Decimal(value), printed, "", at, at + len(printed))


LABELS = (
    label("S2", "本年收入", "决算数", "8624000", "862.40"),
    label("S2", "财政拨款收入", "决算数", "8451500", "845.15"),
    label("S2", "财政拨款收入", "占比", "98", "98.00"),
    label("S10", "机关运行经费", "决算数", "613000", "61.30"),
    label("S10", "机关运行经费", "比上年增减额", "-37000", "3.70"),
    GoldLeaf(("S8", "空表", "声明"), "declared_empty"),
    GoldLeaf(("S2", "事业收入", "决算数"), "absent", decoy=True),
)


def small_suite(folder: Path) -> Suite:
    path = folder / "small.txt"
    path.write_text(TEXT, encoding="utf-8")
    return Suite((Report("small", load(path), LABELS, "万元", frozenset({FAULT})),))


def completion(content: str, finish_reason: str = "stop") -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
    return {"id": "x", "created": 1, "model": "m", "object": "chat.completion", "choices": [choice], "usage": usage}


def filled(body: dict[str, Any], figures: dict[str, Any]) -> str:
    """Answer the schema of a request: `figures` by field name wherever it is asked, null and false elsewhere."""
    return json.dumps(_fill(body["response_format"]["json_schema"]["schema"], figures), ensure_ascii=False)


def _fill(schema: dict[str, Any], figures: dict[str, Any], root: dict[str, Any] | None = None) -> Any:
    root = root or schema
    if "$ref" in schema:
        return _fill(root["$defs"][schema["$ref"].rpartition("/")[2]], figures, root)
    if schema.get("type") == "object":
        return {name: figures.get(name, _fill(part, figures, root)) for name, part in schema["properties"].items()}
    return False if schema.get("type") == "boolean" else None


class Model(httpx2.BaseTransport):
    """Answers every request with `reply`, or what it makes of the body, and keeps what it was asked."""

    def __init__(self, reply: Any) -> None:
        self.reply = reply
        self.asked: list[dict[str, Any]] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.read())
        self.asked.append(body)
        reply = self.reply(body) if isinstance(self.reply, Callable) else self.reply
        if isinstance(reply, BaseException):
            raise reply
        return reply if isinstance(reply, httpx2.Response) else httpx2.Response(200, json=reply)
