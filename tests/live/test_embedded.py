"""The embedded model itself: its weights, its engine and one tiny question. Seconds to load, seconds to answer."""

import json
import urllib.error
import urllib.request

import pytest

from extractor import local, weights
from extractor.errors import ModelUnavailable
from extractor.local import EmbeddedServer, Engine

pytestmark = pytest.mark.live

SCHEMA = {
    "type": "object",
    "properties": {"车辆": {"type": ["number", "null"]}, "在建工程": {"type": ["number", "null"]}},
    "required": ["车辆", "在建工程"],
    "additionalProperties": False,
}
QUESTION = "只抄文字里印着的数字，没有写的填null，用一行紧凑JSON回答。\n截至年末，云溪县渔业发展中心共有车辆7辆。"


@pytest.fixture(scope="module")
def server():
    try:
        weights.find()
    except ModelUnavailable as missing:
        pytest.skip(str(missing))
    if local.engine_version() is None:
        pytest.skip("xllamacpp is not installed")
    with EmbeddedServer(Engine(n_ctx=2048, threads=2)) as running:
        running.start()
        yield running


def ask(server: EmbeddedServer, key: str) -> dict:
    """POST one chat completion with plain HTTP."""
    body = {
        "model": "embedded",
        "messages": [{"role": "user", "content": QUESTION}],
        "temperature": 0,
        "seed": 1,
        "max_tokens": 40,
        "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True}},
    }
    request = urllib.request.Request(
        f"{server.base_url}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=120) as answer:
        return json.load(answer)


def test_it_answers_a_tiny_question_as_the_schema_says(server):
    answer = ask(server, server.api_key)
    assert json.loads(answer["choices"][0]["message"]["content"]) == {"车辆": 7, "在建工程": None}
    assert answer["usage"]["completion_tokens"] > 0


def test_it_refuses_who_does_not_know_the_key(server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        ask(server, "another key")
    assert caught.value.code == 401


def test_it_keeps_silent_on_the_terminal(capfd, server):
    with EmbeddedServer(server.engine) as other:
        other.start()
    spoken = capfd.readouterr()
    assert (spoken.out, spoken.err) == ("", "")
