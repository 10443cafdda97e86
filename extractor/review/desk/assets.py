"""The style sheet and scripts: a fixed list, read once, named by their hash so that browsers may keep them."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """One file."""

    data: bytes
    kind: str
    digest: str


@cache
def known() -> dict[str, Asset]:
    """Return all files by name; what is not among them is not served, whatever path is asked for."""
    folder = files("extractor.review.desk") / "static"
    found = {}
    for entry in folder.iterdir():
        ending = entry.name.rpartition(".")[2]
        if ending in _KINDS:
            data = entry.read_bytes()
            found[entry.name] = Asset(data, _KINDS[ending], hashlib.sha256(data).hexdigest()[:16])
    return found


def address(name: str) -> str:
    """Return the address of a file, with its hash."""
    return f"/static/{name}?{known()[name].digest}"
