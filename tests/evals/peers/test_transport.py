"""The wire: from the recording if there is one, else from the model; what was cut stays cut."""

import httpx2
import pytest

from evals.peers.store import CallStore, NotRecorded
from evals.peers.transport import LIMIT_SECONDS, http_client
from tests.evals.peers.small import Model, completion

URL = "http://model.invalid/v1/chat/completions"
BODY = {"model": "m", "messages": []}


def test_an_answer_is_asked_once_and_replayed_without_a_connection(tmp_path):
    model = Model(completion("好"))
    first = http_client(CallStore(tmp_path), model).post(URL, json=BODY).json()
    again = http_client(CallStore(tmp_path), None).post(URL, json=BODY).json()
    assert len(model.asked) == 1
    assert first["choices"] == again["choices"]


def test_a_replay_refuses_what_was_never_recorded(tmp_path):
    with pytest.raises(NotRecorded):
        http_client(CallStore(tmp_path), None).post(URL, json=BODY)


def test_a_call_over_the_limit_is_kept_as_cut_and_is_cut_again_in_the_replay(tmp_path):
    model = Model(httpx2.ReadTimeout("too long"))
    for inner in (model, None):
        with pytest.raises(httpx2.ReadTimeout, match=f"{LIMIT_SECONDS:.0f}"):
            http_client(CallStore(tmp_path), inner).post(URL, json=BODY)
    assert len(model.asked) == 1


def test_a_refusal_of_the_server_is_an_answer_too(tmp_path):
    model = Model(httpx2.Response(400, json={"error": {"message": "grammar"}}))
    assert http_client(CallStore(tmp_path), model).post(URL, json=BODY).status_code == 400
    assert http_client(CallStore(tmp_path), None).post(URL, json=BODY).json() == {"error": {"message": "grammar"}}


def test_a_connection_that_breaks_is_no_answer(tmp_path):
    with pytest.raises(httpx2.ConnectError):
        http_client(CallStore(tmp_path), Model(httpx2.ConnectError("refused"))).post(URL, json=BODY)
    assert list(tmp_path.iterdir()) == []
