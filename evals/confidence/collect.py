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
from extractor.effort import NoModel
from extractor.jobs import documents_of, expanded
from extractor.pipeline import Answering, extract
from extractor.wiring import Choices, asker
from schemas.document import Document
from schemas.record import Effort, Record
from schemas.suite import PressEntry

SUITES = Path(__file__).parent.parent / "suites"
CARRIERS = ("tsv", "html_plain", "markdown", "docx", "txt_spaced", "pdf_reportlab_unruled")
FIRST_SEED = 71_000
"""Far from the seeds of the suites and of the exam."""
PER_LAYOUT = 3


EFFORTS: tuple[Effort, ...] = ("full", "low", "none")
NOISY = 3
"""Every so manieth report is read with misread digits, too."""


@dataclass(frozen=True)
class Sitting:
    """One report of the press to learn from."""

    seed: int
    layout: str
    carrier: str


def sittings(per_layout: int) -> Iterator[Sitting]:
    """Yield reports in every layout, their carriers in turn."""
    carriers = cycle(CARRIERS)
    for at, layout in enumerate((*NAMES, *HELD_OUT)):
        for n in range(per_layout):
            yield Sitting(FIRST_SEED + 100 * at + n, layout, next(carriers))


def of_press(plan: Iterable[Sitting], workers: int) -> dict[Effort, list[Labels]]:
    """Label the reports of a plan, by effort: as they are read, with slips, and some with misread digits."""
    found: dict[Effort, list[Labels]] = {effort: [] for effort in EFFORTS}
    with ProcessPoolExecutor(workers) as pool:
        for one in pool.map(sit, plan, chunksize=2):
            for effort, labels in one:
                found[effort].append(labels)
    return found


def sit(one: Sitting) -> list[tuple[Effort, Labels]]:
    """Print, read and label one report of the press, at every effort."""
    entry = PressEntry(seed=one.seed, layout=one.layout, carrier=one.carrier)
    made = printed(entry, default_folder(), one.layout)
    documents = documents_of(source for path in made.paths for source in expanded(path))
    blurred = noisy(documents, one.seed) if one.seed % NOISY == 0 else None
    found: list[tuple[Effort, Labels]] = []
    for effort in EFFORTS:
        record = _read(documents, one.seed, effort)
        wrong = slipped(record, documents, one.seed)
        found.append((effort, labels_of(record, made.labels, Where(made.name, one.layout, "press"))))
        found.append((effort, labels_of(wrong, made.labels, Where(f"{made.name}~slips", one.layout, "slips"))))
        if blurred:
            record = _read(blurred, one.seed, effort)
            found.append((effort, labels_of(record, made.labels, Where(f"{made.name}~noise", one.layout, "noise"))))
    return found


def _read(documents: list[Document], seed: int, effort: Effort) -> Record:
    answering: Answering = NoModel() if effort == "none" else SimulatedModel(documents, seed, {})
    return extract(documents, answering, effort=effort).record


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
            record = extract(loaded, NoModel(), effort=effort).record
        else:
            with asker(Choices(replay=suite.replay)) as answering:
                record = extract(loaded, answering, effort=effort).record
        found[document.name] = (document, record)
    return found
