"""Answers kept on disk between runs, so that nothing is asked twice.

diskcache unpickles what it reads (CVE-2025-69872), so here it may hold text only, in a directory of our own (0700).
A cache is a convenience: a broken one is set aside and begun anew, and one that cannot be used is done without.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diskcache  # type: ignore[import-untyped]
import platformdirs
from diskcache.core import MODE_RAW, UNKNOWN  # type: ignore[import-untyped]
from pydantic import ValidationError

from extractor.answers_store import Manifest, StoredAnswer

log = logging.getLogger("juesuan.cache")

_PASSING = ("locked", "busy", "readonly", "unable to open", "disk I/O", "full")
_FILES = ("cache.db", "cache.db-wal", "cache.db-shm")


class RefusedEntry(ValueError):
    """An entry that is not plain text, and so none of ours."""


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Keys and values are text inside the database: nothing is pickled, unpickled, or looked up in a file."""

    def put(self, key: Any) -> tuple[str, bool]:
        """Take a text key. Raises RefusedEntry."""
        if type(key) is not str:
            raise RefusedEntry("a key that is not text")
        return key, True

    def get(self, key: Any, raw: bool) -> str:
        """Give a text key back. Raises RefusedEntry."""
        if not raw or type(key) is not str:
            raise RefusedEntry("a key that is not text")
        return key

    def store(self, value: Any, read: bool, key: Any = UNKNOWN) -> tuple[int, int, None, str]:  # noqa: ARG002
        """Take a text value. Raises RefusedEntry."""
        if read or type(value) is not str:
            raise RefusedEntry("a value that is not text")
        return len(value), MODE_RAW, None, value

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> str:
        """Give a text value back. Raises RefusedEntry, above all for MODE_PICKLE."""
        if read or mode != MODE_RAW or filename is not None or type(value) is not str:
            raise RefusedEntry(f"a value of mode {mode}")
        return value

    def remove(self, file_path: str) -> None:
        """Remove nothing: a row that names a file is none of ours."""


def default_directory() -> Path:
    """Return where answers are kept unless told otherwise."""
    return platformdirs.user_cache_path("juesuan", appauthor=False) / "answers"


class DiskCache:
    """Valid answers by key, shared by threads and processes. Never raises: what cannot be read is asked again."""

    def __init__(self, directory: Path | None = None) -> None:
        self.directory = directory or default_directory()
        self._lock = threading.Lock()
        self._warned = False
        self._cache: Any = self._opened()

    @property
    def manifest(self) -> Manifest | None:
        """None: answers of any model are kept side by side."""
        return None

    def get(self, key: str) -> StoredAnswer | None:
        """Return the valid answer kept under `key`."""
        text = self._use(lambda cache: cache.get(key))
        if not isinstance(text, str):
            return None
        try:
            stored = StoredAnswer.model_validate_json(text)
        except ValidationError:
            return None
        return stored if stored.answer is not None else None

    def put(self, key: str, stored: StoredAnswer) -> None:
        """Keep a valid answer; anything else is to be asked again next time."""
        if stored.answer is not None:
            text = stored.model_dump_json()
            self._use(lambda cache: cache.set(key, text))

    def close(self) -> None:
        """Close this thread's connection."""
        self._use(lambda cache: cache.close())

    def _use(self, act: Callable[[Any], Any]) -> Any:
        """Do `act`, once more on a database begun anew where the present one is broken; None where it fails."""
        for _ in range(2):
            cache = self._cache
            if cache is None:
                return None
            try:
                return act(cache)
            except RefusedEntry:
                return None
            except Exception as error:
                if not _is_broken(error):
                    self._warn(error)
                    return None
                with self._lock:
                    if self._cache is cache:
                        self._cache = self._begun_anew()
        return None

    def _opened(self) -> Any:
        try:
            return _open(self.directory)
        except Exception as error:
            if _is_broken(error):
                return self._begun_anew()
            self._warn(error)
            return None

    def _begun_anew(self) -> Any:
        """Set the broken database aside and open an empty one; None where even that fails."""
        log.warning("回答缓存坏了，已另存为 *.broken 并重新开始：%s", self.directory)
        try:
            for name in _FILES:
                path = self.directory / name
                if path.exists():
                    path.replace(path.with_name(f"{name}.broken"))
            return _open(self.directory)
        except Exception as error:
            self._warn(error)
            return None

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            remedy = "可以删掉这个目录，或用 JUESUAN_CACHE_DIR 换一个"
            log.warning("回答缓存用不了，这次不用它：%s（%s）。%s", self.directory, error, remedy)


def _open(directory: Path) -> Any:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)  # it may have been there; another user's directory fails here, as it should
    return diskcache.Cache(str(directory), disk=TextDisk, timeout=10)


def _is_broken(error: Exception) -> bool:
    """Tell a damaged database from one that is locked, full, read-only or out of reach."""
    if isinstance(error, OSError | diskcache.Timeout):
        return False
    return not (isinstance(error, sqlite3.OperationalError) and any(word in str(error) for word in _PASSING))
