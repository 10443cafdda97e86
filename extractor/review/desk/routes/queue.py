"""The queue: what is open, worst first, by filter; and the way into it."""

from fastapi import APIRouter, Request, Response

from extractor.review.desk import filters
from extractor.review.desk.context import Desk
from extractor.review.desk.pace import pace_of
from extractor.review.desk.render import go, page
from extractor.review.desk.signed import Posted, SignedIn, TheDesk
from extractor.review.store import Item
from extractor.show.words import amount, place_rank

router = APIRouter()
_PAGE = 50


@router.get("/")
def queue(request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """The queue by filter, with its counts and the time left."""
    asked = filters.asked(request.query_params)
    turn = _turn(request)
    items = desk.store.items(asked.filters, limit=_PAGE + 1, offset=turn * _PAGE)
    progress = desk.store.progress(asked.filters)
    records = desk.store.records()
    return page(
        request,
        "queue.html",
        signed,
        asked=asked,
        items=items[:_PAGE],
        shown={one.id: _shown(desk, one) for one in items},
        more=len(items) > _PAGE,
        turn=turn,
        progress=progress,
        pace=pace_of(desk.store.throughput(), signed.user.name, progress),
        records=records,
        units=sorted({one.unit_name for one in records if one.unit_name}),
        years=sorted({one.year for one in records if one.year}, reverse=True),
        sections=sorted(desk.store.places(), key=place_rank),
        reasons=desk.store.reasons(),
        people=desk.store.users(),
        states=filters.STATES,
        queues=filters.QUEUES,
    )


@router.post("/next")
def claim_next(request: Request, post: Posted, desk: TheDesk) -> Response:
    """Lease the worst free item and go there."""
    asked = filters.asked(request.query_params)
    return go(next_address(desk, post.user.id, asked))


def next_address(desk: Desk, user: int, asked: filters.Asked, said: str = "") -> str:
    """Return the address of the next item that needs this person, leased to him; the queue where there is none."""
    item = desk.store.claim_next(user, asked.filters)
    more = {"said": said} if said else {}
    return asked.at(f"/item/{item.id}", **more) if item else asked.at("/", said="nothing_left")


def _turn(request: Request) -> int:
    text = request.query_params.get("page", "0")
    return min(int(text), 10_000) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _shown(desk: Desk, item: Item) -> str:
    unit = desk.unit(item.record)
    return "" if item.value is None else amount(item.value, item.unit, unit.money_unit, unit.precision)[0]
