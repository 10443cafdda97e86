"""The published JSON Schemas: what another program may rely on when it reads our files, and an editor holds yours to.

`python -m schemas.publish` writes them to schemas/published/; a test holds that the committed files are these.
"""

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from schemas.document import Document
from schemas.label import LabelFile
from schemas.record import Record
from schemas.review import Correction, GoldCandidate, ReviewedRecord
from schemas.suite import SuiteManifest

FOLDER = Path(__file__).parent / "published"
_WRITTEN: dict[str, type[BaseModel]] = {
    "record": Record,
    "document": Document,
    "reviewed_record": ReviewedRecord,
    "correction": Correction,
    "gold_candidate": GoldCandidate,
}
"""Files that we write."""
_READ: dict[str, type[BaseModel]] = {"label": LabelFile, "suite": SuiteManifest}
"""Files that a person writes: what may be left out is not required."""


def json_schema(name: str) -> str:
    """Return a published schema as JSON text. Raises KeyError for an unknown name."""
    mode: Literal["serialization", "validation"] = "serialization" if name in _WRITTEN else "validation"
    schema = (_WRITTEN | _READ)[name].model_json_schema(mode=mode)
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def names() -> tuple[str, ...]:
    """Return the names of the published schemas."""
    return (*_WRITTEN, *_READ)


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in names():
        (FOLDER / f"{name}.schema.json").write_text(json_schema(name), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
