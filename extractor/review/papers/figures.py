"""What the working paper says of each figure: what is printed and where, what held, who decided what and when."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.checks.of_record import book_of_record
from extractor.checks.registry import try_all
from extractor.review.papers.words import ADDED, ANSWERS, STAGES, UNASKED
from extractor.review.store.applied import Settled
from extractor.review.store.dossiers import Dossier
from extractor.review.store.values import Item
from extractor.show.quotes import after, before
from schemas.fact import Fact
from schemas.record import Record


@dataclass(frozen=True)
class Tried:
    """The identities a figure was tried in, with the decisions applied."""

    held: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One line of the paper."""

    fact: Fact
    """As the machine read it, or as a person placed it."""
    item: Item
    machine: str | None
    """What the machine read; None for a figure that a person added."""
    value: str | None
    """What holds; None where the report does not give it or nobody can tell."""
    decision: str
    """Decision or what it waits for, in Chinese."""
    settled: Settled | None
    digest: str
    """Of the decision, as the audit trail has it."""
    tried: Tried
    quote: tuple[str, str, str]
    """Words before, the digits, words behind."""
    sha256: str
    """Of the document."""

    @property
    def changed(self) -> bool:
        """Whether a person's answer is another value than the machine's."""
        return self.settled is not None and self.value != self.machine


def figures(dossier: Dossier) -> tuple[Figure, ...]:
    """Return the figures of a record, in its order; those a person added come last."""
    return tuple(_Lines(dossier).all())


class _Lines:
    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.tried = tried(dossier.decided)
        self.documents = {one.name: one for one in dossier.final.documents}
        self.items = {one.key: one for one in dossier.items if one.kind == "fact"}

    def all(self) -> Iterator[Figure]:
        for fact in self.dossier.final.facts:
            yield self.figure(fact, self.items[fact.id], fact.value)
        known = {fact.id for fact in self.dossier.final.facts}
        items = {one.id: one for one in self.dossier.items}
        added = {fact.id: fact for fact in self.dossier.decided.facts if fact.id not in known}
        for one in self.dossier.settled.values():
            key = f"{one.decision.place}/{one.decision.row}/{one.decision.column}"
            if key in added:
                yield self.figure(added.pop(key), items[one.item], None)

    def figure(self, fact: Fact, item: Item, machine: str | None) -> Figure:
        settled = self.dossier.settled.get(item.id)
        document = self.documents[fact.evidence[0].document]
        first = fact.evidence[0]
        return Figure(
            fact=fact,
            item=item,
            machine=machine,
            value=fact.value if settled is None else settled.decision.value,
            decision=_said(item, settled),
            settled=settled,
            digest=self.dossier.digests[settled.event.id] if settled else "",
            tried=self.tried.get(fact.id, Tried()),
            quote=(before(document.text, first.start), first.text, after(document.text, first.end)),
            sha256=document.sha256,
        )


def _said(item: Item, settled: Settled | None) -> str:
    if settled is None:
        return UNASKED if item.queue == "none" and item.stage == "first" else STAGES[item.stage]
    if item.kind != "fact" and settled.decision.kind == "correct":
        return ADDED
    return ANSWERS[settled.decision.kind]


def tried(decided: Record) -> dict[str, Tried]:
    """Return, by fact, the identities that held and that failed; a rounding difference holds."""
    held: dict[str, dict[str, None]] = defaultdict(dict)
    failed: dict[str, dict[str, None]] = defaultdict(dict)
    for outcome in try_all(book_of_record(decided)):
        if outcome.verdict == "not_checked":
            continue
        which = failed if outcome.verdict == "fail" else held
        for key in outcome.keys:
            which[str(key)][outcome.check] = None
    return {
        key: Tried(tuple(name for name in held[key] if name not in failed[key]), tuple(failed[key]))
        for key in {*held, *failed}
    }
