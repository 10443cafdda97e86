"""Plain chunk + instructor: one call a section, one flat schema a place; no grounding, no checks, no second question.

The sections are those of juesuan's own outline, so the place of every number is given. A section whose place no report
of the suite has a key for is not asked about. Where two sections of a report are one place, the first value stands.
"""

from dataclasses import replace

from evals.peers.outcome import Cost, Failure, Outcome
from evals.peers.store import CallStore, NotRecorded
from evals.peers.suite import Report, Suite
from evals.peers.typed import EMPTY, Endpoint, asker, failure_of, leaves_of, section_model
from evals.scoring.leaf import Key, PredictedLeaf
from extractor.outline import outline


def read(report: Report, suite: Suite, store: CallStore, endpoint: Endpoint) -> Outcome:
    """Read one report."""
    played = len(store.played)
    ask = asker(store, endpoint)
    found: dict[Key, PredictedLeaf] = {}
    empty: set[str] = set()
    failures: list[Failure] = []
    recorded = True
    places = {key[0] for key in suite.keys} | suite.declared
    for section in outline(report.document):
        if section.place not in places:
            continue
        text = report.document.text[section.title_start : section.end].strip()
        try:
            answer = ask(section_model(section.place, suite.keys, suite.declared), text).model_dump()
        except Exception as error:
            try:
                failures.append(failure_of(error))
            except NotRecorded:
                recorded = False
                break
            continue
        if answer.pop(EMPTY, False):
            empty.add(section.place)
        for item in leaves_of(section.place, answer, suite.keys, report.money_unit):
            found.setdefault(item.key, item)
    cost = Cost.of(call for key in store.played[played:] if (call := store.of(key)))
    outcome = Outcome(report.name, tuple(found.values()), frozenset(empty), cost, tuple(failures))
    return outcome if recorded else replace(outcome, recorded=False)
