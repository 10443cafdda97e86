"""Write a record as one HTML file that needs nothing else: no network, no other file."""

import base64
import hashlib
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.show.ledger import facts_data, groups_of
from extractor.show.source import document_view
from extractor.show.spots import spots_of
from extractor.show.summary import summary_of
from extractor.show.words import BANDS, SHAPES
from schemas.record import Record


def render(record: Record) -> str:
    """Return the page of a record: source text beside facts, each lit from the other.

    Every string of the record is untrusted and escaped. The page forbids itself everything but its own inline style
    and script, which are allowed by their hashes.
    """
    spots = spots_of(record)
    style, script = _asset("show.css"), _asset("show.js")
    template = _environment().get_template("show.html")
    return template.render(
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        summary=summary_of(record, spots),
        documents=[document_view(index, document, spots) for index, document in enumerate(record.documents)],
        groups=groups_of(record),
        data={"facts": facts_data(record, spots), "bands": BANDS, "shapes": SHAPES},
    )


def write(record: Record, path: Path) -> Path:
    """Write the page of a record to `path`, making its folder, and return `path`. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(record).encode("utf-8", errors="replace"))
    return path


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("extractor", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    return environment


def _asset(name: str) -> str:
    return (resources.files("extractor") / "templates" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy of the page; trusted types keep its script from ever parsing text as HTML."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
