"""The step that reads: every planned document becomes a record in the run's folder, or a crash with its reason."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from evals.golden.suite import SuiteDocument
from evals.running.folder import RunFolder
from extractor.errors import ModelUnavailable
from extractor.jobs import Extraction, documents_of, expanded
from extractor.progress import OnProgress
from schemas.document import Document


class Read(Protocol):
    """What turns loaded documents into a record."""

    def __call__(self, documents: Sequence[Document], on_progress: OnProgress) -> Extraction:
        """Read them, telling how far it is."""


Watching = Callable[[int, int, str], AbstractContextManager[OnProgress]]
"""Shows the progress of one document: its ordinal among how many, its name."""


@dataclass(frozen=True)
class Predicted:
    """What a prediction step did."""

    read: tuple[str, ...]
    kept: tuple[str, ...]
    """Documents an earlier run of the same plan had read."""
    crashed: tuple[str, ...]


def predict(documents: Sequence[SuiteDocument], folder: RunFolder, read: Read, watching: Watching) -> Predicted:
    """Read every given document that has no record yet. Raises ModelUnavailable: the next would meet the same.

    Whatever else a document makes happen is that document's: it is kept as a crash, and the next one is read.
    """
    given = [one for one in documents if one.path]
    kept = tuple(one.name for one in given if folder.done(one.name))
    crashed: list[str] = []
    left = [one for one in given if one.name not in kept]
    for ordinal, document in enumerate(left, 1):
        with watching(ordinal, len(left), document.name) as step:
            try:
                _predict(document, folder, read, step)
            except ModelUnavailable:
                raise
            except Exception as error:  # one broken document must neither stop the suite nor vanish from it
                folder.keep_crash(document.name, error)
                crashed.append(document.name)
    return Predicted(tuple(one.name for one in left if one.name not in crashed), kept, tuple(crashed))


def _predict(document: SuiteDocument, folder: RunFolder, read: Read, step: OnProgress) -> None:
    assert document.path is not None
    loaded = documents_of(source for path in (document.path, *document.beside) for source in expanded(path))
    done = read(loaded, step)
    folder.keep(document.name, done.record, dict(done.run))
