"""Reading from Python: `extract("report.pdf")` gives the record that the command line writes."""

from pathlib import Path
from typing import Any

from extractor.load import load, require_final_account
from extractor.wiring import Choices, reader
from schemas.record import Record


def extract(*paths: str | Path, **choices: Any) -> Record:
    """Read one report, or several files of one report (text and tables published apart), into a record.

    `choices` are those of the command line, by name: base_url, model, api_key, max_tokens, offline, replay, record.
    Raises InputError where a file is no final account that can be read, ModelUnavailable where nothing answers,
    UsageError for choices that contradict each other, TypeError for unknown ones.
    """
    documents = [load(Path(path)) for path in paths]
    for document in documents:
        require_final_account(document)
    with reader(Choices(**choices)) as read:
        return read(documents, lambda _progress: None).record
