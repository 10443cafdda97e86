"""Reading from Python: `extract("report.pdf")` gives the record that the command line writes."""

from pathlib import Path
from typing import Any

from extractor.jobs import documents_of, expanded
from extractor.wiring import Choices, reader
from schemas.record import Record


def extract(*paths: str | Path, **choices: Any) -> Record:
    """Read one report, or several files of one report (text and tables published apart, or a .zip), into a record.

    `choices` are those of the command line, by name: base_url, model, api_key, max_tokens, offline, replay, record, effort
    ("full" or "low"), no_llm (True: code reads alone).
    Raises InputError where a file is no final account that can be read, ModelUnavailable where nothing answers,
    UsageError for choices that contradict each other, TypeError for unknown ones.
    """
    documents = documents_of(source for path in paths for source in expanded(Path(path)))
    with reader(Choices(**choices)) as read:
        return read(documents, lambda _progress: None).record
