"""Labelled facts from everything there is gold for: the press, the examples, the real reports where they are given."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from evals.confidence.labelled import Labels, Where, labels_of
from evals.confidence.noise import noisy
from evals.confidence.simulated import SimulatedModel
from evals.confidence.slips import slipped
from evals.exam import HELD_OUT
from evals.golden.pressed import default_folder, printed
from evals.golden.suite import Suite, SuiteDocument, load_suite
from evals.press.layouts import NAMES
from evals.running.no_model import NoModel
from extractor.confidence.score import Effort
from extractor.jobs import documents_of, expanded
from extractor.pipeline import Answering, extract
from extractor.wiring import Choices, asker
from schemas.document import Document
from schemas.record import Record
from schemas.suite import PressEntry

SUITES = Path(__file__).parent.parent / "suites"
CARRIERS = ("tsv", "html_plain", "markdown", "docx", "txt_spaced", "pdf_reportlab_unruled")
FIRST_SEED = 71_000
"""Far from the seeds of the suites and of the exam."""
PER_LAYOUT = 6


@dataclass(frozen=True)
class Sitting:
    """One report of the press to learn from."""

    seed: int
    layout: str
    carrier: str
    effort: Effort


def sittings(per_layout: int, effort: Effort) -> Iterator[Sitting]:
    """Yield reports in every layout, their carriers in turn."""
    carriers = cycle(CARRIERS)
    for at, layout in enumerate((*NAMES, *HELD_OUT)):
        for n in range(per_layout):
            yield Sitting(FIRST_SEED + 100 * at + n, layout, next(carriers), effort)


def of_press(plan: Iterable[Sitting], workers: int) -> list[Labels]:
    """Label the reports of a plan, each as it is read, with slips, and, of every third, with misread digits."""
    with ProcessPoolExecutor(workers) as pool:
        return [labels for found in pool.map(sit, plan, chunksize=4) for labels in found]


def sit(one: Sitting) -> list[Labels]:
    """Print, read and label one report of the press."""
    entry = PressEntry(seed=one.seed, layout=one.layout, carrier=one.carrier)
    made = printed(entry, default_folder(), one.layout)
    documents = documents_of(source for path in made.paths for source in expanded(path))
    record = _read(documents, one)
    found = [
        labels_of(record, made.labels, Where(made.name, one.layout, "press")),
        labels_of(slipped(record, documents, one.seed), made.labels, Where(f"{made.name}~slips", one.layout, "slips")),
    ]
    if one.seed % 3 == 0:
        blurred = noisy(documents, one.seed)
        found.append(labels_of(_read(blurred, one), made.labels, Where(f"{made.name}~noise", one.layout, "noise")))
    return found


def _read(documents: list[Document], one: Sitting) -> Record:
    answering: Answering = NoModel() if one.effort == "none" else SimulatedModel(documents, one.seed, {})
    return extract(documents, answering).record


def suite_of(name: str, reports: Path | None = None) -> Suite:
    """Load a suite of the repository."""
    return load_suite(SUITES / name, reports)


def records_of(suite: Suite, effort: Effort) -> dict[str, tuple[SuiteDocument, Record]]:
    """Read the reports of a suite that are given, from recorded answers, by name."""
    found = {}
    for document in suite.documents:
        if document.path is None:
            continue
        loaded = documents_of(source for path in (document.path, *document.beside) for source in expanded(path))
        if effort == "none":
            record = extract(loaded, NoModel()).record
        else:
            with asker(Choices(replay=suite.replay)) as answering:
                record = extract(loaded, answering).record
        found[document.name] = (document, record)
    return found
