"""The embedded model: llama.cpp's own OpenAI-compatible server, inside this process, on the loopback only.

It is loaded when it is first needed: a run that is answered from cache or recordings never loads it.
"""

import gc
import os
import secrets
import socket
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractor.errors import ModelUnavailable
from extractor.weights import QWEN, Bundle, Weights, chosen_path, find, is_verified, pull, weights_path

__all__ = ["EmbeddedServer", "Engine", "Status", "default_threads", "engine_version", "pull", "status", "weights_path"]

HOST = "127.0.0.1"
ENGINE = "xllamacpp"
INSTALL = "请运行 pip install 'juesuan[local]'"
_MAX_THREADS = 8
_READY_SECONDS = 120.0
_ERRORS_ONLY = 1  # llama.cpp's own scale: 0 says nothing at all, 3 tells of every slot and timing


def default_threads() -> int:
    """Return the threads to compute with: the processors there are, at most 8 (beyond that a small model slows)."""
    return min(os.cpu_count() or 1, _MAX_THREADS)


def engine_version() -> str | None:
    """Return the engine's version, or None where it is not installed."""
    try:
        return version(ENGINE)
    except PackageNotFoundError:
        return None


@dataclass(frozen=True)
class Engine:
    """How the model is run. Window and threads can change an answer, by a float's last digit: they are its identity."""

    n_ctx: int = 8192
    """Context window in tokens."""
    threads: int | None = None
    """Threads to compute with; None: `default_threads()`."""
    model_path: Path | None = None
    """File of weights; None: what JUESUAN_MODEL_PATH names, else the published ones."""

    @property
    def n_threads(self) -> int:
        """The threads really used."""
        return self.threads or default_threads()


@dataclass(frozen=True)
class Status:
    """What `juesuan model status` tells."""

    path: Path
    size: int | None
    """Bytes, or None where there is no file."""
    expected_size: int | None
    """Bytes of the published weights, or None for a file that JUESUAN_MODEL_PATH names."""
    verified: bool
    """Whether the file was hashed and has not changed since."""
    engine: str | None
    """Version of xllamacpp, or None where it is not installed."""

    @property
    def ready(self) -> bool:
        """Whether a question could be asked now."""
        return self.size is not None and self.engine is not None


def status(chosen: Path | None = None, bundle: Bundle = QWEN) -> Status:
    """Look at the weights and the engine without loading either. Raises ModelUnavailable as `weights_path` does."""
    path = weights_path(chosen, bundle)
    size = path.stat().st_size if path.is_file() else None
    expected = None if chosen or chosen_path() else bundle.size
    return Status(path, size, expected, is_verified(path), engine_version())


class EmbeddedServer:
    """The embedded model behind an OpenAI-compatible address of this machine, on a port and key of this run only.

    Use it as a context manager. Address and key are known from the start, `start()` loads the model (seconds, and
    about 1.5 GB of memory): call it before the first question.
    """

    def __init__(self, engine: Engine | None = None, bundle: Bundle = QWEN) -> None:
        self.engine = engine or Engine()
        self.api_key = secrets.token_urlsafe(24)
        """The key of this run."""
        self._bundle = bundle
        self._weights: Weights | None = None
        self._server: Any = None
        self._place: socket.socket | None = _reserved_place()
        self._port = int(self._place.getsockname()[1])
        self._lock = threading.Lock()

    @property
    def base_url(self) -> str:
        """The address to give an OpenAI client."""
        return f"http://{HOST}:{self._port}/v1"

    @property
    def weights(self) -> Weights:
        """The weights, checked. Raises ModelUnavailable where there are none or wrong ones."""
        if self._weights is None:
            self._weights = find(self.engine.model_path, self._bundle)
        return self._weights

    @property
    def identity(self) -> dict[str, Any]:
        """Everything that changes an answer, and no address; needs the weights on disk but does not load them."""
        return {
            "engine": ENGINE,
            "engine_version": engine_version(),
            "weights_sha256": self.weights.sha256,
            "n_ctx": self.engine.n_ctx,
            "threads": self.engine.n_threads,
        }

    @property
    def running(self) -> bool:
        """Whether the model is loaded."""
        return self._server is not None

    def start(self) -> None:
        """Load the model, once, and wait until it answers. Raises ModelUnavailable where it cannot."""
        with self._lock:
            if self._server is not None:
                return
            self._server = self._load()
            try:
                _wait_until_healthy(self._port, _READY_SECONDS)
            except ModelUnavailable:
                self._server = None
                raise

    def close(self) -> None:
        """Stop the server and give its memory and its port back."""
        with self._lock:
            self._server = None
            self._leave_place()
        gc.collect()  # the engine stops when its object goes; do not leave that to chance

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _leave_place(self) -> None:
        if self._place is not None:
            self._place.close()
            self._place = None

    def _load(self) -> Any:
        weights = self.weights
        try:
            xllamacpp: Any = import_module(ENGINE)
        except ImportError as error:
            raise ModelUnavailable("没有安装内置模型的引擎 xllamacpp", remedy=INSTALL) from error
        params = xllamacpp.CommonParams()
        params.model.path = str(weights.path)
        params.hostnames = [HOST]
        params.port = self._port
        params.api_keys = [self.api_key]
        params.n_ctx = self.engine.n_ctx
        params.n_parallel = 1
        params.cpuparams.n_threads = self.engine.n_threads
        params.cpuparams_batch.n_threads = self.engine.n_threads
        params.verbosity = _ERRORS_ONLY
        self._leave_place()
        try:
            return xllamacpp.Server(params)
        except Exception as error:
            raise ModelUnavailable(f"内置模型加载失败：{error}", where=str(weights.path)) from error


def _reserved_place() -> socket.socket:
    """Return a socket on a free port of the loopback: bound, so that no other program is given the port meanwhile."""
    place = socket.socket()
    place.bind((HOST, 0))
    return place


def _wait_until_healthy(port: int, seconds: float) -> None:
    """Return when /health says ok. Raises ModelUnavailable after `seconds`."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy has no business on the loopback
    until = time.monotonic() + seconds
    while True:
        try:
            with opener.open(f"http://{HOST}:{port}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass  # not listening yet, or 503 while it loads
        if time.monotonic() > until:
            raise ModelUnavailable(f"内置模型 {seconds:.0f} 秒内没有就绪", remedy="请关闭占用内存或处理器的程序后重试")
        time.sleep(0.1)
