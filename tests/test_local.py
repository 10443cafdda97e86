"""The embedded server's life, with an engine that only answers /health."""

import hashlib
import http.server
import socket
import sys
import threading
from types import ModuleType, SimpleNamespace

import pytest

from extractor import local
from extractor.errors import ModelUnavailable
from extractor.local import EmbeddedServer, Engine


class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_args):
        pass


class FakeServer:
    """Listens where it is told, and stops when it is let go, as the engine does."""

    started: list[SimpleNamespace] = []

    def __init__(self, params):
        self.started.append(params)
        self.http = http.server.ThreadingHTTPServer((params.hostnames[0], params.port), Health)
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def __del__(self):
        self.http.shutdown()
        self.http.server_close()


class BrokenServer:
    def __init__(self, params):
        raise RuntimeError(f"failed to load model {params.model.path}")


@pytest.fixture
def engine(monkeypatch):
    """An engine module in place of xllamacpp; its list of starts."""
    module = ModuleType("xllamacpp")
    parts = {"model": SimpleNamespace, "cpuparams": SimpleNamespace, "cpuparams_batch": SimpleNamespace}
    module.CommonParams = lambda: SimpleNamespace(**{name: kind() for name, kind in parts.items()})
    module.Server = FakeServer
    monkeypatch.setitem(sys.modules, "xllamacpp", module)
    monkeypatch.setattr(FakeServer, "started", [])
    return FakeServer.started


@pytest.fixture(autouse=True)
def model(tmp_path, monkeypatch):
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"tiny weights")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("JUESUAN_MODEL_PATH", str(path))
    return path


def test_the_engine_takes_a_file_of_its_own(tmp_path):
    other = tmp_path / "other.gguf"
    other.write_bytes(b"other weights")
    assert EmbeddedServer(Engine(model_path=other)).weights.path == other


def test_a_run_that_never_asks_never_loads_the_model(engine):
    with EmbeddedServer() as server:
        assert server.identity["weights_sha256"] == hashlib.sha256(b"tiny weights").hexdigest()
    assert engine == []


def test_its_address_is_known_before_it_is_loaded_and_it_is_loaded_once(engine, model):
    with EmbeddedServer(Engine(n_ctx=4096, threads=3)) as server:
        address, key = server.base_url, server.api_key
        assert not server.running
        server.start()
        server.start()
        assert server.running
        (params,) = engine
        assert address == server.base_url == f"http://127.0.0.1:{params.port}/v1"
        assert params.api_keys == [key]
        assert params.hostnames == ["127.0.0.1"]
        assert params.model.path == str(model)
        assert (params.n_ctx, params.n_parallel) == (4096, 1)
        assert (params.cpuparams.n_threads, params.cpuparams_batch.n_threads) == (3, 3)


def test_its_port_is_kept_for_it_until_it_is_loaded():
    with EmbeddedServer() as server, socket.socket() as other:
        port = int(server.base_url.split(":")[2].removesuffix("/v1"))
        with pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", port))


def test_two_threads_that_ask_at_once_load_it_once(engine):
    with EmbeddedServer() as server:
        threads = [threading.Thread(target=server.start) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(engine) == 1


@pytest.mark.usefixtures("engine")
def test_leaving_stops_the_server_so_that_nothing_listens_any_more():
    with EmbeddedServer() as server:
        server.start()
        port = int(server.base_url.split(":")[2].removesuffix("/v1"))
    assert not server.running
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.usefixtures("engine")
def test_every_run_has_a_key_of_its_own():
    with EmbeddedServer() as one, EmbeddedServer() as other:
        assert one.api_key != other.api_key
        assert len(one.api_key) >= 32


def test_the_identity_says_what_changes_an_answer_and_no_address():
    identity = EmbeddedServer(Engine(threads=2)).identity
    assert set(identity) == {"engine", "engine_version", "weights_sha256", "n_ctx", "threads"}
    assert (identity["engine"], identity["n_ctx"], identity["threads"]) == ("xllamacpp", 8192, 2)


@pytest.mark.parametrize(("processors", "threads"), [(1, 1), (6, 6), (64, 8), (None, 1)])
def test_threads_follow_the_processors_up_to_eight(monkeypatch, processors, threads):
    monkeypatch.setattr(local.os, "cpu_count", lambda: processors)
    assert Engine().n_threads == threads


def test_an_engine_that_cannot_load_the_file_is_an_error_that_names_it(engine, model, monkeypatch):
    monkeypatch.setattr(sys.modules["xllamacpp"], "Server", BrokenServer)
    server = EmbeddedServer()
    with pytest.raises(ModelUnavailable, match="failed to load model") as caught:
        server.start()
    assert caught.value.where == str(model)
    assert not server.running
    assert engine == []


def test_an_engine_that_is_not_installed_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ModelUnavailable, match=r"juesuan\[local\]"):
        EmbeddedServer().start()


def test_a_server_that_never_gets_ready_is_given_up():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ModelUnavailable, match="没有就绪"):
        local._wait_until_healthy(port, 0.2)


def test_missing_weights_are_told_before_the_engine_is_loaded(engine, model):
    model.unlink()
    with pytest.raises(ModelUnavailable, match="JUESUAN_MODEL_PATH"):
        EmbeddedServer().start()
    assert engine == []


def test_the_status_tells_of_the_file_and_whether_it_was_verified(model):
    before = local.status()
    assert (before.path, before.size, before.expected_size, before.verified) == (model, 12, None, False)
    assert EmbeddedServer().weights.size == 12
    assert local.status().verified


def test_the_status_of_weights_that_are_not_there_is_not_an_error(monkeypatch):
    monkeypatch.delenv("JUESUAN_MODEL_PATH")
    now = local.status()
    assert (now.size, now.verified, now.ready) == (None, False, False)
    assert now.expected_size == 1_117_320_768
