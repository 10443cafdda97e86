"""The published JSON Schemas: what another program may rely on when it reads our files.

`python -m schemas.publish` writes them to schemas/published/; a test holds that the committed files are these.
"""

import json
from pathlib import Path

from pydantic import BaseModel

from schemas.document import Document
from schemas.record import Record

FOLDER = Path(__file__).parent / "published"
_MODELS: dict[str, type[BaseModel]] = {"record": Record, "document": Document}


def json_schema(name: str) -> str:
    """Return a published schema as JSON text, the way our files are written. Raises KeyError for an unknown name."""
    schema = _MODELS[name].model_json_schema(mode="serialization")
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def names() -> tuple[str, ...]:
    """Return the names of the published schemas."""
    return tuple(_MODELS)


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in names():
        (FOLDER / f"{name}.schema.json").write_text(json_schema(name), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
