"""Raw answers by the digest of their request."""

import json

from evals.peers.store import Call, CallStore, digest

REQUEST = {"model": "m", "messages": [{"role": "user", "content": "收入 1,234.50 万元"}], "seed": 0}
RESPONSE = {"choices": [{"finish_reason": "stop"}], "usage": {"prompt_tokens": 7, "completion_tokens": 3}}


def test_a_digest_does_not_depend_on_the_order_of_keys_and_does_on_every_value():
    assert digest(REQUEST) == digest(dict(reversed(REQUEST.items())))
    assert digest(REQUEST) != digest({**REQUEST, "seed": 1})


def test_a_call_comes_back_as_it_was_kept_and_counts_as_played(tmp_path):
    store = CallStore(tmp_path)
    assert store.get(REQUEST) is None
    store.put(Call(REQUEST, 200, RESPONSE, 12.345))
    again = CallStore(tmp_path)
    assert again.get(REQUEST) == Call(REQUEST, 200, RESPONSE, 12.3)
    assert store.played == again.played == [digest(REQUEST)]


def test_a_recorded_file_is_readable_and_keeps_no_clock_no_id_and_no_build(tmp_path):
    chatty = {
        **RESPONSE,
        "id": "chatcmpl-1",
        "created": 1,
        "model": "/somewhere/model.gguf",
        "system_fingerprint": "b1",
    }
    CallStore(tmp_path).put(Call(REQUEST, 200, chatty, 1.0))
    (file,) = tmp_path.iterdir()
    assert "收入 1,234.50 万元" in file.read_text("utf-8")
    assert json.loads(file.read_text("utf-8"))["response"] == RESPONSE


def test_tokens_and_the_reason_of_the_end_are_read_from_the_answer():
    call = Call(REQUEST, 200, RESPONSE, 1.0)
    assert (call.tokens("prompt"), call.tokens("completion"), call.finish_reason) == (7, 3, "stop")
    cut = Call(REQUEST, None, {}, 900.0)
    assert (cut.tokens("prompt"), cut.tokens("completion"), cut.finish_reason) == (0, 0, None)
