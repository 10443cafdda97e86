"""One item: the source beside the question, and the answer. Everything works by plain forms; item.js adds the keys."""

import secrets

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from extractor.errors import StoreError
from extractor.review.desk import filters
from extractor.review.desk.answers import draft_of, pressed, typed_of
from extractor.review.desk.context import Desk
from extractor.review.desk.drafts import fields_of
from extractor.review.desk.item_view import MONEY_UNITS, item_page
from extractor.review.desk.render import go, page
from extractor.review.desk.routes.numbers import Id
from extractor.review.desk.routes.queue import next_address
from extractor.review.desk.signed import Posted, Signed, SignedIn, TheDesk, signed_in
from extractor.review.desk.where import fact_of
from extractor.review.store import BadInput, Conflict

router = APIRouter()
_DIGITS = 10
_FAR = 5_000
"""Items among which the neighbours of one are looked for."""


@router.get("/item/{item}")
def show(item: Id, request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """The page of an item. `seen`: the version on which a decision was refused; what changed since is told."""
    return _page(item, request, signed, desk, seen=request.query_params.get("seen", ""))


@router.get("/item/{item}/decide")
def decided(item: Id, request: Request) -> Response:
    """Where a reload of a refused decision leads: to the item."""
    return go(filters.asked(request.query_params).at(f"/item/{item}"))


@router.post("/item/{item}/decide")
def decide(item: Id, request: Request, post: Posted, desk: TheDesk) -> Response:
    """Decide, and go on to the next that needs this person."""
    asked = filters.asked(request.query_params)
    try:
        _decide(item, post, desk)
    except (Conflict, BadInput) as error:
        if _wants_json(request):
            raise
        status = 409 if isinstance(error, Conflict) else 400
        return _page(item, request, post.signed, desk, seen=post.text("version"), status=status, problem=error)
    return _go_on(request, next_address(desk, post.user.id, asked, f"did_{post.text('kind') or 'correct'}"))


@router.get("/item/{item}/after", dependencies=[Depends(signed_in)])
def after(item: Id, request: Request, desk: TheDesk) -> Response:
    """Go to the item behind this one in the queue, whatever its state."""
    return go(_beside(item, request, desk, 1))


@router.get("/item/{item}/before", dependencies=[Depends(signed_in)])
def before(item: Id, request: Request, desk: TheDesk) -> Response:
    """Go to the item before this one in the queue."""
    return go(_beside(item, request, desk, -1))


@router.post("/undo")
def undo(request: Request, post: Posted, desk: TheDesk) -> Response:
    """Take back this person's last decision, on whatever item or record, and go there."""
    asked = filters.asked(request.query_params)
    done = desk.store.undo(post.user.id, post.text("key"))
    where = f"/record/{done.record}" if done.item is None else f"/item/{done.item}"
    return _go_on(request, asked.at(where, said="undone"))


def _decide(item: int, post: Posted, desk: Desk) -> None:
    view = desk.store.item(post.user.id, item)
    what = pressed(post)
    try:
        typed = typed_of(post, view.item, fact_of(desk.record(view.item.record), view.item))
    except BadInput:
        desk.store.save_draft(post.user.id, item, draft_of(post))
        raise
    desk.store.decide(post.user.id, item, what.version, typed, what.key)


def _page(
    item: int,
    request: Request,
    signed: Signed,
    desk: Desk,
    *,
    seen: str = "",
    status: int = 200,
    problem: StoreError | None = None,
) -> Response:
    known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < _DIGITS else None
    shown = item_page(desk, signed.user, item, known)
    asked = filters.asked(request.query_params)
    return page(
        request,
        "item.html",
        signed,
        status=status,
        it=shown,
        item=shown.item,
        fields=fields_of(shown.draft, shown.item.unit, shown.money_unit),
        key=secrets.token_urlsafe(18),
        undo_key=secrets.token_urlsafe(18),
        asked=asked,
        progress=desk.store.progress(asked.filters),
        problem=problem,
        money_units=MONEY_UNITS,
    )


def _beside(item: int, request: Request, desk: Desk, by: int) -> str:
    asked = filters.asked(request.query_params)
    ids = [one.id for one in desk.store.items(asked.filters, limit=_FAR)]
    if item not in ids:
        return asked.at(f"/item/{ids[0]}") if ids else asked.at("/", said="nothing_left")
    at = ids.index(item) + by
    return asked.at(f"/item/{ids[at]}") if 0 <= at < len(ids) else asked.at(f"/item/{item}", said="at_the_end")


def _go_on(request: Request, address: str) -> Response:
    return JSONResponse({"next": address}) if _wants_json(request) else go(address)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
