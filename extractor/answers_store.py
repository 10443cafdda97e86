"""Where answers are kept: what an answer is known by, what is kept of it, and folders of recorded answers.

answer_key      one digest of everything that changes an answer
StoredAnswer    what is kept under it
FolderStore     one readable file an answer: recorded once, replayed without a model
ChainStore      several stores as one; extractor.cache has the store on disk
"""

import hashlib
import json
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from extractor.errors import RecordError, UsageError
from extractor.question import Parameters, Question, schema_of, token_bound
from schemas._base import Value
from schemas.record import Usage

KEY_VERSION = 1
"""To be raised when the same question is put to a model in other words (re-asks, the json_object line)."""

LONGEST_STRING = 40
"""Characters a string of a recorded answer may have: recordings hold figures, not the text of reports."""

_MANIFEST = "manifest.json"

Stored = TypeVar("Stored", bound=BaseModel)


Ending = Literal["stop", "length", "refused", "invalid"]
"""How an answer ended: whole and valid, cut off, declined, or against the schema every time."""


class StoredAnswer(Value):
    """What became of one question. Transport failures are not kept: they say nothing of the question."""

    model: dict[str, Any]
    """Identity of the model that answered."""
    prompt: str
    answer: dict[str, Any] | None
    """JSON-able, numbers as exact decimal strings; None where there is no valid answer."""
    finish_reason: Ending
    usage: Usage
    reason: str | None = None
    """Why there is no answer, in Chinese."""
    seconds: float | None = None
    """What asking took when it was recorded; no part of the answer."""


class Manifest(Value):
    """What a folder of answers was recorded with: enough to compute the same keys without a model."""

    identity: dict[str, Any]
    temperature: float
    seed: int
    answer_tokens: int | None = None

    @classmethod
    def of(cls, identity: dict[str, Any], parameters: Parameters) -> "Manifest":
        """Describe a model and how it is asked."""
        return cls(
            identity=identity,
            temperature=parameters.temperature,
            seed=parameters.seed,
            answer_tokens=parameters.answer_tokens,
        )

    def parameters(self) -> Parameters:
        """Return how the model was asked."""
        return Parameters(temperature=self.temperature, seed=self.seed, answer_tokens=self.answer_tokens)


class AnswerStore(Protocol):
    """Answers by key."""

    @property
    def manifest(self) -> Manifest | None:
        """What the answers were recorded with, where that is fixed."""

    def get(self, key: str) -> StoredAnswer | None:
        """Return what is kept under `key`."""

    def put(self, key: str, stored: StoredAnswer) -> None:
        """Keep `stored` under `key`."""


def answer_key(manifest: Manifest, question: Question) -> str:
    """Return the SHA-256, in hex, of everything that changes the answer to `question`."""
    asked = {
        "version": KEY_VERSION,
        "model": manifest.identity,
        "messages": [[message.role, message.content] for message in question.messages],
        # As text: the order of the properties is the order in which they are answered, and sorting would hide it.
        "schema": json.dumps(schema_of(question.answer_model), ensure_ascii=False),
        "temperature": manifest.temperature,
        "seed": manifest.seed,
        "max_tokens": token_bound(question, manifest.parameters()),
    }
    canonical = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class FolderStore:
    """`<key>.json` files beside a `manifest.json`. `played` holds the keys read or written so far."""

    def __init__(self, folder: Path, manifest: Manifest, *, writable: bool) -> None:
        """Use `replay` or `record`."""
        self.folder = folder
        self.played: set[str] = set()
        self._manifest = manifest
        self._writable = writable

    @classmethod
    def replay(cls, folder: Path) -> "FolderStore":
        """Open a recorded folder for reading. Raises UsageError or RecordError where it is none."""
        path = folder / _MANIFEST
        if not path.is_file():
            raise UsageError("这里没有录制的回答", where=str(folder), remedy=f"目录里要有 {_MANIFEST}")
        return cls(folder, _read(path, Manifest), writable=False)

    @classmethod
    def record(cls, folder: Path, manifest: Manifest) -> "FolderStore":
        """Open `folder` for reading and writing, made where missing. Raises RecordError if another model's is there."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / _MANIFEST
        if not path.exists():
            _write(path, manifest)
        elif _read(path, Manifest) != manifest:
            raise RecordError("这里已有另一个模型或另一组参数的录制", where=str(folder), remedy="请换一个空目录")
        return cls(folder, manifest, writable=True)

    @property
    def manifest(self) -> Manifest:
        """What the answers were recorded with."""
        return self._manifest

    def get(self, key: str) -> StoredAnswer | None:
        """Return what is recorded under `key`, and note that it was played. Raises RecordError on a broken file."""
        path = self._path(key)
        if not path.is_file():
            return None
        stored = _read(path, StoredAnswer)
        self.played.add(key)
        return stored

    def put(self, key: str, stored: StoredAnswer) -> None:
        """Record `stored`; a replayed folder is left as it is. Raises RecordError if a string is a passage of text."""
        if not self._writable:
            return
        for text in _strings(stored.answer):
            if len(text) > LONGEST_STRING:
                raise RecordError(
                    f"回答里有一段 {len(text)} 个字符的文字，不能录制",
                    where=stored.prompt,
                    remedy=f"录制的回答只存数字和不超过 {LONGEST_STRING} 个字符的名称",
                )
        _write(self._path(key), stored)
        self.played.add(key)

    def orphans(self) -> set[str]:
        """Return the recorded keys nobody asked for."""
        return {path.stem for path in self.folder.glob("*.json") if path.name != _MANIFEST} - self.played

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


class ChainStore:
    """Reads the stores in order, writes to all; what only a later one has is copied to those before it."""

    def __init__(self, stores: Sequence[AnswerStore]) -> None:
        self._stores = tuple(stores)

    @property
    def manifest(self) -> Manifest | None:
        """The first one there is."""
        return next((store.manifest for store in self._stores if store.manifest), None)

    def get(self, key: str) -> StoredAnswer | None:
        """Return the first answer found."""
        for index, store in enumerate(self._stores):
            stored = store.get(key)
            if stored is not None:
                for earlier in self._stores[:index]:
                    earlier.put(key, stored)
                return stored
        return None

    def put(self, key: str, stored: StoredAnswer) -> None:
        """Keep `stored` in every store."""
        for store in self._stores:
            store.put(key, stored)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _read(path: Path, model: type[Stored]) -> Stored:
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RecordError("录制的回答读不出来", where=str(path), remedy="请重新录制") from error


def _write(path: Path, value: BaseModel) -> None:
    data = value.model_dump(mode="json")
    if data.get("reason", "") is None:
        del data["reason"]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    half = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    half.write_text(text, "utf-8")
    half.replace(path)
