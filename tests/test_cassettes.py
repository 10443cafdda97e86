"""Cassettes are reviewed like code: each belongs to a test, is small, and holds nothing private."""

import ast
import re
from pathlib import Path

import pytest
import yaml
from conftest import CASSETTES, JsonBodySerializer

TESTS = Path(__file__).parent
FILES = sorted(CASSETTES.rglob("*.yaml"))
_PRIVATE = re.compile(
    r"sk-[A-Za-z0-9]{8}|Bearer |authorization|set-cookie|x-request-id|organization"
    r"|127\.0\.0\.1|localhost|/tmp/|/home/|/Users/|/work/|\.gguf"
)


def _tests_of(module: str) -> set[str]:
    path = TESTS / f"{module}.py"
    tree = ast.parse(path.read_text("utf-8")) if path.is_file() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_there_are_cassettes():
    assert len(FILES) >= 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_cassette_belongs_to_a_test(path):
    assert path.stem.partition("[")[0] in _tests_of(path.parent.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_cassette_is_small_and_holds_nothing_private(path):
    text = path.read_text("utf-8")
    assert len(text.encode()) < 200_000
    assert _PRIVATE.findall(text) == []
    assert r"\u" not in text
    for interaction in yaml.safe_load(text)["interactions"]:
        assert interaction["request"]["uri"].startswith("http://embedded.invalid/v1/")
        for kind in ("request", "response"):
            assert set(interaction[kind]["headers"]) <= {"content-type"}


def test_the_serializer_changes_no_character():
    said = "（１２３）㎡ △3.10％\n第二行"
    body = '{"content": "（１２３）㎡ △3.10％\\n第二行"}'
    headers = {"Content-Type": ["application/json"], "Set-Cookie": ["secret"], "Authorization": ["secret"]}
    cassette = {
        "version": 1,
        "interactions": [
            {
                "request": {
                    "method": "POST",
                    "uri": "http://embedded.invalid/v1/x",
                    "body": body,
                    "headers": dict(headers),
                },
                "response": {
                    "status": {"code": 200, "message": "OK"},
                    "headers": dict(headers),
                    "body": {"string": body},
                },
            }
        ],
    }
    text = JsonBodySerializer.serialize(cassette)
    assert "secret" not in text
    (interaction,) = JsonBodySerializer.deserialize(text)["interactions"]
    assert yaml.safe_load(interaction["request"]["body"]) == {"content": said}
    assert yaml.safe_load(interaction["response"]["body"]["string"]) == {"content": said}
