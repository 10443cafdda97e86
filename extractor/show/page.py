"""Write a record as one HTML file that needs nothing else: no network, no other file."""

from pathlib import Path

from markupsafe import Markup

from extractor.show.ledger import facts_data, groups_of
from extractor.show.shell import asset, environment, policy
from extractor.show.source import document_view
from extractor.show.spots import spots_of
from extractor.show.summary import summary_of
from extractor.show.words import BANDS, SHAPES
from extractor.writing import writing
from schemas.record import Record


def render(record: Record) -> str:
    """Return the page of a record: source text beside facts, each lit from the other.

    Every string of the record is untrusted and escaped. The page forbids itself everything but its own inline style
    and script, which are allowed by their hashes.
    """
    spots = spots_of(record)
    style, script = asset("show.css"), asset("show.js")
    template = environment().get_template("show.html")
    return template.render(
        policy=policy(style, script),
        style=Markup(style),
        script=Markup(script),
        summary=summary_of(record, spots),
        documents=[document_view(index, document, spots) for index, document in enumerate(record.documents)],
        groups=groups_of(record),
        data={"facts": facts_data(record, spots), "bands": BANDS, "shapes": SHAPES},
    )


def write(record: Record, path: Path) -> Path:
    """Write the page of a record to `path`, making its folder, and return `path`. Raises UsageError."""
    data = render(record).encode("utf-8", errors="replace")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return path
