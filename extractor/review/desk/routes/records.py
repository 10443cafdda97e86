"""Records: how far each is, what does not add up, and its release."""

import secrets

from fastapi import APIRouter, Request, Response

from extractor.errors import StoreError
from extractor.review.desk.render import go, page
from extractor.review.desk.routes.numbers import Id
from extractor.review.desk.signed import Posted, Signed, SignedIn, TheDesk
from extractor.review.store import Conflict, Filters, NotApprovable, NotFound, Progress
from extractor.review.store.values import Queue
from extractor.show.items import findings_of
from extractor.show.spots import spots_of
from extractor.show.words import amount
from schemas.record import Record

router = APIRouter()
_NOTHING = Progress(total=0, first=0, second=0, adjudicate=0, settled=0, must_open=0, leased=0)
_NUMBERS: tuple[Queue, ...] = ("numbers",)


@router.get("/records")
def records(request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """All current records with their progress."""
    progress = desk.store.progress_by_record()
    rows = [(row, progress.get(row.id, _NOTHING)) for row in desk.store.records()]
    return page(request, "records.html", signed, rows=rows)


@router.get("/record/{record}")
def show(record: Id, request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """One record: progress, what the checks say with the decisions applied, its release."""
    return _page(record, request, signed, desk)


@router.post("/record/{record}/approve")
def approve(record: Id, request: Request, post: Posted, desk: TheDesk) -> Response:
    """Release a record."""
    try:
        desk.store.approve_record(post.user.id, record, post.text("key"), reason=post.text("reason"))
    except (NotApprovable, Conflict) as error:
        return _page(record, request, post.signed, desk, status=409, problem=error, reason=post.text("reason"))
    return go(f"/record/{record}?said=approved")


def _page(
    record: int,
    request: Request,
    signed: Signed,
    desk: TheDesk,
    *,
    status: int = 200,
    problem: StoreError | None = None,
    reason: str = "",
) -> Response:
    whole = desk.record(record)
    row = next((one for one in desk.store.records(current=False) if one.id == record), None)
    if row is None:
        raise NotFound("没有这份记录")
    decided = desk.store.decided(record).model_copy(update={"findings": desk.store.findings(record)})
    money = whole.unit
    lines = findings_of(decided, spots_of(decided))
    return page(
        request,
        "record.html",
        signed,
        status=status,
        row=row,
        record=whole,
        progress=desk.store.progress(Filters(record=record)),
        numbers=desk.store.progress(Filters(record=record, queues=_NUMBERS)),
        standing=desk.store.standing(record),
        findings=[(line, _item_of(desk, record, decided, line.anchor)) for line in lines],
        final=desk.store.final_record(record),
        said_value=lambda value, unit: (
            "—" if value is None else amount(value, unit, money.money_unit, money.precision)[0]
        ),
        key=secrets.token_urlsafe(18),
        undo_key=secrets.token_urlsafe(18),
        problem=problem,
        reason=reason,
    )


def _item_of(desk: TheDesk, record: int, decided: Record, anchor: int | None) -> int | None:
    """The item to open for a finding: that of the figure to blame, or of the first it stands on."""
    if anchor is None:
        return None
    finding, items = decided.findings[anchor], desk.item_ids(record)
    keys = (f"{finding.place}/{finding.row}/{finding.column}", *finding.facts)
    return next((items[key] for key in keys if key in items), None)
