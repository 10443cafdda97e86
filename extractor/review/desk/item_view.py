"""An item as its page shows it."""

from dataclasses import dataclass
from typing import Any

from extractor.numbers import SCALE
from extractor.review.desk.context import Desk
from extractor.review.desk.labels import Named, named_in
from extractor.review.desk.source_text import SourceText, source_text
from extractor.review.desk.sums import Sum, sums_of
from extractor.review.desk.where import Where, fact_of, where_of
from extractor.review.store import Event, Item, ItemView, User
from extractor.review.store.values import RANK
from extractor.show.ledger import subject_of
from extractor.show.words import CAUSES, FLAGS, SEVERITIES, VERDICTS, amount
from schemas.fact import Fact

_BROAD = frozenset({"chunk", "form", "ungrounded"})
"""Kinds whose evidence is a passage, not a figure."""
MONEY_UNITS = tuple(SCALE)


@dataclass(frozen=True)
class Choice:
    """A rival reading that one key picks."""

    key: int
    value: str
    shown: str
    printed: str
    reason: str
    start: int
    end: int
    spot: int | None


@dataclass(frozen=True)
class Neighbour:
    """Another figure of the stretch that is shown."""

    item: int
    name: str
    shown: str
    band: str
    spot: int


@dataclass(frozen=True)
class Fault:
    """A finding that speaks of the item."""

    css: str
    said: str
    verdict: str
    message: str
    printed: str
    expected: str
    cause: str


@dataclass(frozen=True)
class ItemPage:
    """Everything an item's page shows of it."""

    item: Item
    view: ItemView
    fact: Fact | None
    subject: str
    """Name of the subject whose code the row is."""
    value: tuple[str, str]
    """The machine's value for a person: in the report's money unit, and in 元."""
    flags: tuple[str, ...]
    choices: tuple[Choice, ...]
    faults: tuple[Fault, ...]
    sums: tuple[Sum, ...]
    source: SourceText | None
    named: Named
    neighbours: tuple[Neighbour, ...]
    picture: int | None
    """Page number of which there is a picture of the original."""
    page: int | None
    document: str
    money_unit: str
    draft: dict[str, Any]
    news: tuple[Event, ...]
    """What happened to it since the version the person saw."""
    holder: str
    """Who else has it before him."""
    blind: bool
    """A second look: the first answer is not shown."""
    can_answer: bool

    @property
    def failing(self) -> tuple[Sum, ...]:
        """The identities that do not hold."""
        return tuple(one for one in self.sums if one.verdict == "fail")


def item_page(desk: Desk, user: User, item: int, seen: int | None = None) -> ItemPage:
    """Return what the page of an item shows this person. `seen`: the version he acted on, if that was refused."""
    view = desk.store.item(user.id, item)
    one = view.item
    record = desk.record(one.record)
    where = where_of(desk, one)
    fact = fact_of(record, one)
    is_figure = where is not None and one.kind not in _BROAD
    named = named_in(where, one.start or 0, one.end or 0) if where and is_figure else Named((), "", "", "")
    text = _text(where, one, named)
    money = record.unit.money_unit or "元"
    draft = view.draft.body if view.draft else {}
    number = _page_number(where, one)
    return ItemPage(
        item=one,
        view=view,
        fact=fact,
        subject=subject_of(fact) if fact else "",
        value=amount(one.value, one.unit, money, record.unit.precision) if one.value is not None else ("", ""),
        flags=tuple(FLAGS.get(flag, flag) for flag in fact.flags) if fact else (),
        choices=_choices(fact, text, money, record.unit.precision),
        faults=tuple(_fault(finding) for finding in view.findings),
        sums=sums_of(desk.store.decided(one.record), one.key) if one.kind == "fact" else (),
        source=text,
        named=named,
        neighbours=_neighbours(desk, one, where, text, money),
        picture=number if where and number and desk.pictures.has(where.source.sha256) else None,
        page=number,
        document=where.source.name if where and len(record.documents) > 1 else "",
        money_unit=_unit_for(one, money),
        draft=draft,
        news=tuple(event for event in view.history if seen is not None and event.version > seen),
        holder=_holder(desk, view, user),
        blind=view.state is None and one.stage == "second",
        can_answer=RANK[user.role] >= RANK["reviewer"],
    )


def _text(where: Where | None, one: Item, named: Named) -> SourceText | None:
    if where is None or one.start is None or one.end is None:
        return None
    facts = where.record.facts
    return source_text(where, (one.start, one.end), named, facts, broad=one.kind in _BROAD)


def _page_number(where: Where | None, one: Item) -> int | None:
    if where is None or len(where.source.pages) < 1:
        return one.page
    start = one.start or 0
    return next((page.number for page in where.source.pages if page.start <= start < page.end), one.page)


def _choices(fact: Fact | None, text: SourceText | None, money: str, precision: str | None) -> tuple[Choice, ...]:
    if fact is None:
        return ()
    return tuple(
        Choice(
            key=turn,
            value=one.value,
            shown=amount(one.value, fact.unit, money, precision)[0],
            printed=one.printed,
            reason=one.reason,
            start=one.start,
            end=one.end,
            spot=text.spot_of(one.start, one.end) if text else None,
        )
        for turn, one in enumerate(fact.candidates[:9], 1)
    )


def _fault(finding: dict[str, Any]) -> Fault:
    severity, cause = str(finding.get("severity", "info")), finding.get("cause")
    return Fault(
        css=severity,
        said=f"{SEVERITIES.get(severity, severity)} {'、'.join(finding.get('checks', ()))}",
        verdict=VERDICTS.get(str(finding.get("verdict")), ""),
        message=str(finding.get("message", "")),
        printed=str(finding.get("printed") or ""),
        expected=str(finding.get("expected") or ""),
        cause=CAUSES.get(str(cause), str(cause)) if cause and cause != "other" else "",
    )


def _neighbours(
    desk: Desk, one: Item, where: Where | None, text: SourceText | None, money: str
) -> tuple[Neighbour, ...]:
    if where is None or text is None:
        return ()
    items = desk.item_ids(one.record)
    facts = {fact.id: fact for fact in reversed(where.record.facts)}
    found = []
    for spot, place in enumerate(text.spots):
        fact = facts.get(place.fact)
        if fact is not None and fact.id in items:
            shown = amount(fact.value, fact.unit, money, where.record.unit.precision)[0]
            name = f"{fact.row} {subject_of(fact)}".strip()
            found.append(Neighbour(items[fact.id], f"{name} / {fact.column}", shown, fact.confidence.band, spot))
    return tuple(found)


def _unit_for(one: Item, money: str) -> str:
    """The money unit a typed value is in unless it says otherwise: the printed one."""
    if one.unit in SCALE:
        return one.unit
    return money if not one.unit and one.kind != "fact" else ""


def _holder(desk: Desk, view: ItemView, user: User) -> str:
    if view.lease is None or view.lease.user == user.id:
        return ""
    return next((one.name for one in desk.store.users() if one.id == view.lease.user), "")
