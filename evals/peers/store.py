"""Raw answers by the digest of their request: recorded once, one readable file a call, replayed without a connection.

Standard library only: the other systems run in environments of their own and read and write the same folders.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

KEPT = ("choices", "usage", "error")
"""What is kept of an answer. Its id, its clock and the name of the server's build say nothing of the question."""


class NotRecorded(Exception):
    """A replay asked for what was never recorded. The message is the digest."""


@dataclass(frozen=True)
class Call:
    """One call to the model, as recorded."""

    request: dict[str, Any]
    """The body sent: messages, schema, sampling. No address, no key."""
    status: int | None
    """HTTP status; None where the call was cut at the time limit."""
    response: dict[str, Any]
    seconds: float
    """What it took when it was recorded."""

    @property
    def finish_reason(self) -> str | None:
        """Why the model stopped: `stop`, `length`, or None where there is no answer."""
        choices = self.response.get("choices") or [{}]
        reason: str | None = choices[0].get("finish_reason")
        return reason

    def tokens(self, kind: str) -> int:
        """Return the `prompt` or `completion` tokens, 0 where the server gave none."""
        usage = self.response.get("usage") or {}
        return int(usage.get(f"{kind}_tokens") or 0)


def digest(request: dict[str, Any]) -> str:
    """Return the SHA-256 of a request, whatever the order of its keys."""
    canonical = json.dumps(request, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class CallStore:
    """`<digest>.json` files in one folder. `played` holds the digests read or written, in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.played: list[str] = []

    def get(self, request: dict[str, Any]) -> Call | None:
        """Return what is recorded for `request`."""
        key = digest(request)
        call = self.of(key)
        if call:
            self.played.append(key)
        return call

    def of(self, key: str) -> Call | None:
        """Return what is recorded under a digest, without counting it as played."""
        path = self.folder / f"{key}.json"
        return Call(**json.loads(path.read_text("utf-8"))) if path.is_file() else None

    def put(self, call: Call) -> None:
        """Keep a call; a kill while writing leaves no half file under its name."""
        key = digest(call.request)
        slim = {name: call.response[name] for name in KEPT if name in call.response}
        write_json(self.folder / f"{key}.json", {**asdict(call), "response": slim, "seconds": round(call.seconds, 1)})
        self.played.append(key)


def write_json(path: Path, data: Any) -> None:
    """Write readable JSON in one step: to a file beside it first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    half.replace(path)
