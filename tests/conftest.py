"""What all tests share: a home of their own, no way to the network, and cassettes that are read like code."""

import json
import os
from pathlib import Path

import pytest
import yaml

try:
    from yaml import CDumper, CSafeLoader
except ImportError:
    from yaml import Dumper as CDumper
    from yaml import SafeLoader as CSafeLoader

ROOT = Path(__file__).parent.parent
CASSETTES = ROOT / "cassettes"
EMBEDDED = "http://embedded.invalid/v1"

# Allow-lists, not block-lists: what is not named here is not kept.
_HEADERS = {"content-type"}
_RESPONSE_KEYS = ("id", "object", "created", "model", "choices", "usage", "error")
_STRANGERS = ("JUESUAN_", "OPENAI_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def own_folders(request, monkeypatch, tmp_path_factory):
    """No test reads or writes the home, cache or settings of the person who runs it.

    Live and browser tests keep them: the weights and the browser are there.
    """
    if request.node.get_closest_marker("live") or request.node.get_closest_marker("browser"):
        return
    for name in os.environ:
        if name.upper().startswith(_STRANGERS) and not name.startswith("JUESUAN_TEST_"):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


class _Dumper(CDumper):
    pass


def _block_for_lines(dumper, text):
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block_for_lines)


class JsonBodySerializer:
    """Cassettes with their JSON bodies parsed: readable, diffable, Chinese as it is, nothing normalised."""

    @staticmethod
    def serialize(cassette):
        for interaction in cassette["interactions"]:
            for kind in ("request", "response"):
                part = interaction[kind]
                part["headers"] = {k.lower(): v for k, v in part["headers"].items() if k.lower() in _HEADERS}
                raw = part["body"]["string"] if kind == "response" else part["body"]
                text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
                if text and "application/json" in str(part["headers"].get("content-type", "")):
                    del part["body"]
                    part["parsed_body"] = json.loads(text)
        return yaml.dump(cassette, Dumper=_Dumper, allow_unicode=True, width=10**6, sort_keys=False)

    @staticmethod
    def deserialize(text):
        cassette = yaml.load(text, Loader=CSafeLoader)
        for interaction in cassette["interactions"]:
            for kind in ("request", "response"):
                body = interaction[kind].pop("parsed_body", None)
                if body is not None:
                    said = json.dumps(body, ensure_ascii=False)
                    interaction[kind]["body"] = said if kind == "request" else {"string": said}
        return cassette


def _at_no_address(request):
    """The embedded server's port is new in every process: write one address for all."""
    live = os.environ.get("JUESUAN_TEST_ENDPOINT", "").rstrip("/")
    if live and request.uri.startswith(live):
        request.uri = EMBEDDED + request.uri.removeprefix(live)
    return request


def _worth_keeping(response):
    """Drop passing errors, timings, and the path of the weights that llama.cpp gives as the model's name."""
    code = response["status"]["code"]
    if code in (408, 409, 429) or code >= 500:
        return None
    body = json.loads(response["body"]["string"])
    kept = {key: body[key] for key in _RESPONSE_KEYS if key in body}
    if "model" in kept:
        kept["model"] = "embedded"
    text = json.dumps(kept, ensure_ascii=False).encode()
    return {**response, "body": {"string": text}}


@pytest.fixture(scope="session")
def vcr_config():
    """How cassettes are recorded and matched: on the body too, or a changed prompt would replay the old answer."""
    return {
        "match_on": ["method", "scheme", "host", "port", "path", "query", "body"],
        "filter_headers": ["authorization", "api-key", "x-api-key", "cookie"],
        "decode_compressed_response": True,
        "before_record_request": _at_no_address,
        "before_record_response": _worth_keeping,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir(request):
    """Cassettes live in the top-level folder, one folder a test module."""
    return str(CASSETTES / request.node.path.stem)


def pytest_recording_configure(config, vcr):  # noqa: ARG001
    """The name of a serializer is also the suffix of its files."""
    vcr.register_serializer("yaml", JsonBodySerializer)


@pytest.fixture(autouse=True)
def all_played(vcr):
    """A cassette with interactions that no request asked for is stale."""
    yield
    if vcr is not None and str(vcr.record_mode.value) == "none" and not vcr.all_played:
        unused = [index for index in range(len(vcr)) if not vcr.play_counts.get(index)]
        pytest.fail(f"stale interactions {unused} in {vcr._path}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):  # noqa: ARG001
    """Keep no cassette of a test that failed while recording."""
    report = yield
    recording = (item.config.getoption("--record-mode") or "none") != "none"
    if recording and report.when == "teardown" and getattr(item, "failed_call", False):
        (CASSETTES / item.path.stem / f"{item.name}.yaml").unlink(missing_ok=True)
    if report.when == "call":
        item.failed_call = report.failed
    return report


@pytest.fixture
def embedded_endpoint(record_mode):
    """Address and key of the embedded model: a live server's when recording, else an address that leads nowhere.

    To record: JUESUAN_TEST_ENDPOINT=http://127.0.0.1:PORT/v1 JUESUAN_TEST_KEY=KEY pytest --record-mode=rewrite ...
    """
    if record_mode == "none":
        return EMBEDDED, "not-a-key"
    live = os.environ.get("JUESUAN_TEST_ENDPOINT")
    if not live:
        pytest.skip("recording needs JUESUAN_TEST_ENDPOINT")
    return live, os.environ.get("JUESUAN_TEST_KEY", "")
