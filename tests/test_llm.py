"""The client against a server that misbehaves in every way we know of."""

import json
import socket
import threading

import httpx2
import pytest
from pydantic import create_model
from stub_server import IDENTITY, Clock, StubServer, answer, client_of, error, refused_connection, tool_answer

from extractor.errors import ModelUnavailable
from extractor.failures import Invalid, Refused, TransportFailed, Truncated, complaint
from extractor.llm import Client
from extractor.patience import Patience
from extractor.question import Message, Parameters, Question, schema_of
from schemas.answers import Number

Totals = create_model("Totals", 支出合计=(Number, ...), 收入合计=(Number, ...))
SYSTEM, ASKED = "你读决算报告。", "青禾县星火科普馆收入合计593.92万元，{{支出}}合计593.90万元。"
QUESTION = Question("S2/1", "totals", (Message("system", SYSTEM), Message("user", ASKED)), Totals)
GOOD = '{"支出合计":593.90,"收入合计":593.92}'
READ = {"支出合计": "593.90", "收入合计": "593.92"}
NO_SCHEMA = error(400, "response_format of type json_schema is not supported")
NO_TOOLS = error(422, "tools are not supported by this model")


def test_a_good_answer_is_read_exactly_and_its_cost_is_counted():
    server = StubServer([answer('{"支出合计":123456789012.34,"收入合计":null}', usage=(210, 17))])
    completion = client_of(server).complete(QUESTION)
    assert completion.answer == {"支出合计": "123456789012.34", "收入合计": None}
    assert (completion.usage.attempts, completion.usage.prompt_tokens, completion.usage.completion_tokens) == (
        1,
        210,
        17,
    )
    assert (completion.finish_reason, completion.attempts) == ("stop", 1)


def test_what_is_sent_is_our_messages_our_schema_and_nothing_else():
    server = StubServer([answer(GOOD)])
    client_of(server, parameters=Parameters(seed=7)).complete(QUESTION)
    (body,) = server.asked
    assert body.pop("max_tokens") > 50
    assert body == {
        "model": "stub",
        "temperature": 0.0,
        "seed": 7,
        "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": ASKED}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": schema_of(Totals)},
        },
    }


def test_a_wrong_answer_is_asked_again_with_the_error_and_all_attempts_are_counted():
    server = StubServer([answer('{"支出合计":"一千","收入合计":1}'), answer(GOOD)])
    completion = client_of(server).complete(QUESTION)
    assert completion.answer == READ
    assert (completion.attempts, completion.usage.prompt_tokens, completion.usage.completion_tokens) == (2, 200, 20)
    again = server.asked[1]["messages"]
    assert again[:2] == server.asked[0]["messages"]
    assert again[2] == {"role": "assistant", "content": '{"支出合计":"一千","收入合计":1}'}
    assert "「支出合计」要数字或 null" in again[3]["content"]
    assert "pydantic" not in again[3]["content"]


@pytest.mark.parametrize(
    "wrong", ["好的", '{"支出合计": 593.9', '{"支出合计": 1}', "", "[]", '{"收入合计":null,"支出合计":1e99}']
)
def test_answers_that_stay_wrong_end_invalid_after_two_re_asks(wrong):
    server = StubServer([answer(GOOD), answer(wrong)])
    client = client_of(server)
    client.complete(QUESTION)
    with pytest.raises(Invalid) as invalid:
        client.complete(QUESTION)
    assert len(server.asked) == 1 + 3
    assert invalid.value.usage.attempts == 3
    assert invalid.value.reason.startswith("3 次回答都不合格式：")
    assert client.rung == "json_schema"


def test_a_model_that_never_answered_well_is_asked_in_every_way_before_it_is_invalid():
    server = StubServer([answer('{"a": 1}')])
    with pytest.raises(Invalid) as invalid:
        client_of(server).complete(QUESTION)
    assert [body.get("response_format", {}).get("type", "tools") for body in server.asked] == (
        ["json_schema"] * 3 + ["tools"] + ["json_object"] * 3
    )
    assert invalid.value.usage.attempts == 7


def test_a_truncated_answer_is_not_asked_again():
    server = StubServer([answer('{"支出合计":59', finish_reason="length")])
    with pytest.raises(Truncated, match="没有写完") as truncated:
        client_of(server).complete(QUESTION)
    assert len(server.asked) == 1
    assert truncated.value.usage.completion_tokens == 10


@pytest.mark.parametrize(
    "said",
    [
        answer(None, refusal="I cannot"),
        answer("", finish_reason="content_filter"),
        error(400, "blocked", code="data_inspection_failed"),
    ],
)
def test_a_refusal_is_not_asked_again(said):
    server = StubServer([said])
    with pytest.raises(Refused):
        client_of(server).complete(QUESTION)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "said",
    [
        error(400, "the request exceeds the available context size", type="exceed_context_size_error"),
        error(400, "too long", code="context_length_exceeded"),
    ],
)
def test_a_prompt_over_the_context_counts_as_truncated(said):
    with pytest.raises(Truncated, match="上下文"):
        client_of(StubServer([said])).complete(QUESTION)


def test_429_is_waited_out_as_long_as_the_server_says():
    clock = Clock()
    server = StubServer([error(429, headers={"retry-after": "7"}), error(503), answer(GOOD)])
    completion = client_of(server, clock=clock).complete(QUESTION)
    assert completion.answer == READ
    assert completion.attempts == 1  # answers, not requests: the record does not depend on the weather
    assert clock.slept[0] == 7.0
    assert len(clock.slept) == 2


def test_500_for_ever_fails_at_the_deadline():
    clock = Clock()
    with pytest.raises(TransportFailed, match="HTTP 500"):
        client_of(StubServer([error(500)]), clock=clock, deadline=100.0, tries=1000).complete(QUESTION)
    assert 50.0 < clock.time < 100.0


def test_the_deadline_holds_for_re_asks_too():
    clock = Clock()
    server = StubServer([answer("好的"), error(500)])
    with pytest.raises(TransportFailed) as failed:
        client_of(server, clock=clock, deadline=20.0, tries=1000).complete(QUESTION)
    assert failed.value.usage.attempts == 1  # what the first answer cost is not forgotten
    assert clock.time < 20.0


@pytest.mark.parametrize(
    "body",
    [
        httpx2.Response(200, text="<html>maintenance</html>", headers={"content-type": "text/html"}),
        httpx2.Response(200, content=b'{"choices": [{"mess', headers={"content-type": "application/json"}),
        httpx2.Response(200, content=b"", headers={"content-type": "application/json"}),
        httpx2.Response(200, content=b""),
        httpx2.Response(200, content=b"\xff\xfe\x00", headers={"content-type": "application/json"}),
        httpx2.Response(200, json=[]),
        httpx2.Response(200, json=None),
        httpx2.Response(200, json={"error": {"message": "overloaded"}}),
        httpx2.Response(200, json={"choices": []}),
        httpx2.Response(200, json={"choices": 5}),
        httpx2.Response(200, json={"choices": [{}]}),
        httpx2.Response(200, json={"choices": ["x"]}),
        httpx2.Response(200, json={"choices": [{"message": {"content": 5}}]}),
        httpx2.ReadTimeout("slow"),
        httpx2.RemoteProtocolError("Server disconnected without sending a response."),
        error(408),
        error(409),
    ],
)
def test_garbage_is_tried_again(body):
    server = StubServer([body, answer(GOOD)])
    assert client_of(server).complete(QUESTION).answer == READ
    assert len(server.asked) == 2
    with pytest.raises(TransportFailed):
        client_of(StubServer([body])).complete(QUESTION)


def test_an_answer_without_usage_or_finish_reason_is_an_answer():
    bare = {"choices": [{"message": {"content": GOOD}}]}
    completion = client_of(StubServer([bare])).complete(QUESTION)
    assert completion.answer == READ
    assert completion.usage.prompt_tokens == 0


def test_a_port_nobody_listens_on_fails_the_question_and_is_tried_less_for_the_next():
    server = StubServer([refused_connection()])
    client = client_of(server)
    with pytest.raises(TransportFailed, match="连不上模型服务"):
        client.complete(QUESTION)
    assert len(server.asked) == 6
    with pytest.raises(TransportFailed):
        client.complete(QUESTION)
    assert len(server.asked) == 7
    server.replies = [error(500), error(500), answer(GOOD)]
    server.asked.clear()
    with pytest.raises(TransportFailed):
        client.complete(QUESTION)
    assert client.complete(QUESTION).answer == READ  # it answers again, so patience is back


def test_a_closed_port_of_this_machine_is_a_failed_question():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    clock = Clock()
    patience = Patience(clock=clock, sleep=clock.sleep, tries=2)
    client = Client(f"http://127.0.0.1:{port}/v1", "m", "k", IDENTITY, patience=patience)
    with pytest.raises(TransportFailed, match="连不上模型服务"):
        client.complete(QUESTION)
    client.close()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (error(401, "Incorrect API key provided: sk-123"), "密钥"),
        (error(403), "密钥"),
        (error(404, "model 'x' does not exist"), "没有这个地址或模型"),
        (error(402, "Insufficient Balance"), "余额"),
        (error(429, "You exceeded your current quota", code="insufficient_quota"), "余额"),
    ],
)
def test_what_no_question_can_pass_is_a_model_unavailable_with_a_remedy(said, words):
    server = StubServer([said])
    with pytest.raises(ModelUnavailable, match=words) as unavailable:
        client_of(server).complete(QUESTION)
    assert len(server.asked) == 1
    assert unavailable.value.remedy
    assert "sk-123" not in str(unavailable.value)


def test_an_endpoint_without_json_schema_is_asked_by_tools_from_then_on():
    server = StubServer([NO_SCHEMA, tool_answer(GOOD)])
    client = client_of(server)
    assert client.complete(QUESTION).answer == READ
    assert client.rung == "tools"
    assert server.asked[1]["tools"] == [
        {"type": "function", "function": {"name": "answer", "parameters": schema_of(Totals)}}
    ]
    assert server.asked[1]["tool_choice"] == {"type": "function", "function": {"name": "answer"}}
    assert "response_format" not in server.asked[1]
    assert server.asked[1]["messages"] == server.asked[0]["messages"]
    client.complete(QUESTION)
    assert "tools" in server.asked[2]


def test_tools_keep_every_digit_and_are_asked_again_too():
    server = StubServer(
        [NO_SCHEMA, tool_answer('{"支出合计":1}'), tool_answer('{"支出合计":123456789012.34,"收入合计":null}')]
    )
    completion = client_of(server).complete(QUESTION)
    assert completion.answer["支出合计"] == "123456789012.34"
    assert completion.attempts == 2
    assert "「收入合计」缺这个键" in server.asked[2]["messages"][-1]["content"]


def test_an_endpoint_that_does_not_look_at_its_tools_is_left_for_json_object():
    server = StubServer([NO_SCHEMA, answer("好的"), answer(GOOD)])
    client = client_of(server)
    assert client.complete(QUESTION).attempts == 2
    assert client.rung == "json_object"


def test_an_endpoint_that_does_not_look_at_its_schema_is_told_the_keys_in_words():
    def unaware(body):
        told = "「支出合计」" in body["messages"][-1]["content"] and "JSON 对象" in body["messages"][-1]["content"]
        return answer(GOOD if body["response_format"]["type"] == "json_object" and told else '{"income": 593.92}')

    server = StubServer([lambda body: answer('{"income": 1}') if "tools" in body else unaware(body)])
    client = client_of(server)
    completion = client.complete(QUESTION)
    assert (completion.answer, completion.attempts, client.rung) == (READ, 5, "json_object")
    client.complete(QUESTION)
    assert len(server.asked) == 6


def test_an_endpoint_without_schema_and_tools_is_told_the_keys_in_words():
    server = StubServer([NO_SCHEMA, NO_TOOLS, answer("好的，如下"), answer(GOOD)])
    client = client_of(server)
    completion = client.complete(QUESTION)
    assert client.rung == "json_object"
    assert (completion.answer, completion.attempts) == (READ, 2)
    asked = server.asked[2]
    assert asked["response_format"] == {"type": "json_object"}
    assert asked["messages"][0] == {"role": "system", "content": SYSTEM}
    assert asked["messages"][1]["content"].startswith(ASKED)
    assert "「支出合计」（数字或null）、「收入合计」（数字或null）" in asked["messages"][1]["content"]
    assert "不是完整的 JSON" in server.asked[3]["messages"][-1]["content"]
    assert "genius" not in json.dumps(asked)


def test_json_object_answers_that_stay_wrong_end_invalid():
    server = StubServer([NO_SCHEMA, NO_TOOLS, answer("好的")])
    with pytest.raises(Invalid) as invalid:
        client_of(server).complete(QUESTION)
    assert invalid.value.usage.attempts == 3


def test_the_bottom_of_the_ladder_fails_the_question():
    server = StubServer([NO_SCHEMA, NO_TOOLS, error(400, "response_format json_object is not supported")])
    with pytest.raises(TransportFailed, match="不接受这个请求"):
        client_of(server).complete(QUESTION)
    assert len(server.asked) == 3


def test_a_400_about_something_else_does_not_move_down():
    client = client_of(StubServer([error(400, "messages must not be empty")]))
    with pytest.raises(TransportFailed, match="messages must not be empty"):
        client.complete(QUESTION)
    assert client.rung == "json_schema"


def test_a_reasoning_model_is_spared_the_parameters_it_does_not_take():
    def picky(body):
        for name in ("max_tokens", "temperature"):
            if name in body:
                return error(400, f"'{name}' is not supported", code="unsupported_parameter", param=name)
        return answer(GOOD)

    server = StubServer([picky])
    client = client_of(server)
    assert client.complete(QUESTION).answer == READ
    assert server.asked[-1]["max_completion_tokens"] == server.asked[0]["max_tokens"]
    client.complete(QUESTION)
    assert len(server.asked) == 4  # learnt once


def test_a_proxy_of_the_environment_is_not_used_for_the_loopback(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")
    for address, proxied in (("http://127.0.0.1:9/v1", False), ("http://10.0.0.9/v1", True)):
        client = Client(address, "m", "k", IDENTITY)
        assert bool(client._openai._client._mounts) is proxied
        client.close()


def test_one_client_serves_several_threads():
    def echo(body):
        number = body["messages"][-1]["content"].removeprefix("第")
        return answer(f'{{"支出合计":{number},"收入合计":null}}')

    client = client_of(StubServer([echo]))
    answers = {}

    def ask(number):
        one = Question(str(number), "p", (Message("user", f"第{number}"),), Totals)
        answers[number] = client.complete(one).answer["支出合计"]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: str(number) for number in range(8)}


def test_failures_stay_out_of_the_terminal(capfd):
    for said in (error(500), answer("好的")):
        with pytest.raises((TransportFailed, Invalid)):
            client_of(StubServer([said])).complete(QUESTION)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("status", "said", "rung", "meaning"),
    [
        (501, "json_schema: not implemented", "json_schema", "shape"),
        (400, "failed to parse grammar", "json_schema", "shape"),
        (400, "tool_choice is not allowed", "json_schema", "other"),
        (400, "tool_choice is not allowed", "tools", "shape"),
        (400, "json_object?", "json_object", "other"),
        (501, "no", "json_schema", "passing"),
        (404, "tools: no endpoint found", "tools", "shape"),
    ],
)
def test_what_an_error_is_about_depends_on_what_was_asked(status, said, rung, meaning):
    assert complaint(status, said, rung) == meaning
