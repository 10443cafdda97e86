"""The wire contract with the embedded model's server, recorded (see `embedded_endpoint` in conftest)."""

import pytest
from pydantic import create_model, field_validator

from extractor.failures import Truncated
from extractor.llm import Client
from extractor.patience import Patience
from extractor.question import Message, Parameters, Question
from schemas.answers import Number

pytestmark = pytest.mark.vcr

TEXT = "青禾县星火科普馆2031年度收入总计593.92万元。其中：本年收入580.00万元。"
SYSTEM = "只抄文字里印着的数字，没有写的填null，用一行紧凑JSON回答。"
Income = create_model("Income", 收入总计=(Number, ...), 本年收入=(Number, ...))
READ = {"收入总计": "593.92", "本年收入": "580.00"}


def question(model=Income, **more):
    return Question("S2/1", "income", (Message("system", SYSTEM), Message("user", TEXT)), model, **more)


@pytest.fixture
def client(embedded_endpoint):
    base_url, key = embedded_endpoint
    client = Client(base_url, "embedded", key, {}, parameters=Parameters(), patience=Patience(timeout=900.0, tries=1))
    yield client
    client.close()


def test_a_question_in_json_schema_mode(client):
    completion = client.complete(question())
    assert completion.answer == READ
    assert completion.usage.prompt_tokens > 20
    assert client.rung == "json_schema"


def test_a_question_in_tools_mode_that_this_model_does_not_keep(client):
    client._rung = 1
    completion = client.complete(question())  # it writes the call as text; the client goes on to json_object
    assert completion.answer == READ
    assert (completion.attempts, client.rung) == (2, "json_object")


def test_a_question_in_json_object_mode(client):
    client._rung = 2
    assert client.complete(question()).answer == READ
    assert client.rung == "json_object"


def test_a_question_asked_again_after_a_validation_error(client):
    seen = []

    class Strict(Income):
        @field_validator("收入总计")
        @classmethod
        def refuse_once(cls, value):
            seen.append(value)
            if len(seen) == 1:
                raise ValueError("请再看一遍原文")
            return value

    completion = client.complete(question(Strict))
    assert completion.answer == READ
    assert completion.attempts == 2
    assert len(seen) == 2


def test_an_answer_cut_off_by_its_bound(client):
    with pytest.raises(Truncated) as truncated:
        client.complete(question(max_tokens=5))
    assert truncated.value.usage.completion_tokens == 5
