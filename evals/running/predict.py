"""The step that reads: every planned document becomes a record in the run's folder, or a crash with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from evals.golden.suite import SuiteDocument
from evals.running.folder import RunFolder
from extractor.errors import ModelUnavailable
from extractor.jobs import Extraction, documents_of, expanded
from extractor.progress import OnProgress, Progress
from schemas.document import Document


class Read(Protocol):
    """What turns loaded documents into a record."""

    def __call__(self, documents: Sequence[Document], on_progress: OnProgress) -> Extraction:
        """Read them, telling how far it is."""


@dataclass(frozen=True)
class Predicted:
    """What a prediction step did."""

    read: tuple[str, ...]
    kept: tuple[str, ...]
    """Documents an earlier run of the same plan had read."""
    crashed: tuple[str, ...]


def predict(
    documents: Sequence[SuiteDocument], folder: RunFolder, read: Read, on_progress: Callable[[Progress], None]
) -> Predicted:
    """Read every given document that has no record yet. Raises ModelUnavailable: the next would meet the same.

    Whatever else a document makes happen is that document's: it is kept as a crash, and the next one is read.
    """
    given = [one for one in documents if one.path]
    kept = tuple(one.name for one in given if folder.done(one.name))
    crashed: list[str] = []
    left = [one for one in given if one.name not in kept]
    for ordinal, document in enumerate(left):
        on_progress(Progress(ordinal, len(left), document.name))
        try:
            _predict(document, folder, read)
        except ModelUnavailable:
            raise
        except Exception as error:  # one broken document must neither stop the suite nor vanish from it
            folder.keep_crash(document.name, error)
            crashed.append(document.name)
    on_progress(Progress(len(left), len(left)))
    return Predicted(tuple(one.name for one in left if one.name not in crashed), kept, tuple(crashed))


def _predict(document: SuiteDocument, folder: RunFolder, read: Read) -> None:
    assert document.path is not None
    loaded = documents_of(expanded(document.path))
    done = read(loaded, lambda _progress: None)
    folder.keep(document.name, done.record, dict(done.run))
