"""Settings from the environment, and what an endpoint's model is known by."""

import pytest

from extractor.config import bare, load_settings
from extractor.errors import UsageError
from extractor.question import Parameters


def test_without_settings_the_embedded_model_answers_one_question_at_a_time():
    settings = load_settings()
    assert settings.remote is False
    assert (settings.workers, settings.n_ctx, settings.offline, settings.max_tokens) == (1, 8192, False, None)
    assert settings.cache_dir.parts[-2:] == ("juesuan", "answers")
    assert settings.parameters == Parameters(temperature=0.0, seed=0)


def test_our_own_names_go_before_openais(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://openai.invalid/v1")
    monkeypatch.setenv("OPENAI_MODEL", "theirs")
    monkeypatch.setenv("OPENAI_API_KEY", "their-key")
    assert load_settings().endpoint() == ("http://openai.invalid/v1", "theirs", "their-key")
    monkeypatch.setenv("JUESUAN_BASE_URL", "http://own.invalid/v1")
    monkeypatch.setenv("JUESUAN_MODEL", "own")
    monkeypatch.setenv("JUESUAN_API_KEY", "own-key")
    assert load_settings().endpoint() == ("http://own.invalid/v1", "own", "own-key")


def test_what_the_call_gives_goes_before_the_environment_and_none_gives_nothing(monkeypatch):
    monkeypatch.setenv("JUESUAN_MODEL", "from-env")
    monkeypatch.setenv("JUESUAN_TIMEOUT", "5")
    monkeypatch.setenv("JUESUAN_CACHE_DIR", "/somewhere")
    settings = load_settings(model="given", base_url=None, timeout=None)
    assert (settings.model, settings.base_url, settings.timeout) == ("given", None, 5.0)
    assert str(settings.cache_dir) == "/somewhere"
    assert settings.patience.timeout == 5.0


def test_an_empty_variable_is_none(monkeypatch):
    monkeypatch.setenv("JUESUAN_BASE_URL", "")
    monkeypatch.setenv("JUESUAN_MAX_TOKENS", "")
    assert load_settings().remote is False


def test_a_key_alone_does_not_configure_an_endpoint(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "their-key")
    assert load_settings().remote is False


def test_a_model_alone_is_openais():
    settings = load_settings(model="some-model")
    assert settings.endpoint() == ("https://api.openai.com/v1", "some-model", "")
    assert settings.workers == 4
    assert load_settings(model="some-model", concurrency=2).workers == 2


def test_an_address_without_a_model_is_a_mistake():
    with pytest.raises(UsageError, match="JUESUAN_MODEL"):
        load_settings(base_url="http://own.invalid/v1").endpoint()


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/v1", "http://localhost:11434/v1", "http://[::1]:1/v1"])
def test_offline_allows_the_loopback(address):
    assert load_settings(base_url=address, model="m", offline=True).endpoint()[0] == address


@pytest.mark.parametrize(
    "address", [None, "https://api.invalid/v1", "http://127.0.0.1.invalid/v1", "http://10.0.0.1/v1"]
)
def test_offline_refuses_everything_else(address):
    with pytest.raises(UsageError, match="离线"):
        load_settings(base_url=address, model="m", offline=True).endpoint()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JUESUAN_TIMEOUT", "soon"),
        ("JUESUAN_TIMEOUT", "0"),
        ("JUESUAN_CONCURRENCY", "0"),
        ("JUESUAN_MAX_TOKENS", "-1"),
        ("JUESUAN_BASE_URL", "own.invalid/v1"),
        ("JUESUAN_BASE_URL", "ftp://own.invalid"),
        ("JUESUAN_OFFLINE", "perhaps"),
    ],
)
def test_a_bad_value_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=name):
        load_settings()


def test_the_identity_of_a_remote_model_holds_no_secret():
    settings = load_settings(base_url="https://user:pass@own.invalid:8443/v1/?key=abc", model="m", api_key="sk-secret")
    assert settings.remote_identity() == {
        "base_url": "https://own.invalid:8443/v1",
        "model": "m",
        "seed": 0,
        "temperature": 0.0,
    }
    assert "sk-secret" not in repr(settings)
    assert bare("https://own.invalid/v1/") == bare("https://own.invalid/v1")
