"""Adjudication: what two people see differently, or one could not tell or flagged, settled by a third."""

import secrets

from fastapi import APIRouter, Request, Response

from extractor.errors import StoreError
from extractor.review.desk.amounts import canonical
from extractor.review.desk.answers import pressed, unit_of
from extractor.review.desk.context import Desk
from extractor.review.desk.dispute_view import dispute_of, ruling
from extractor.review.desk.item_view import MONEY_UNITS, item_page
from extractor.review.desk.render import go, page
from extractor.review.desk.roles import require
from extractor.review.desk.routes.numbers import Id
from extractor.review.desk.signed import Post, Posted, Signed, SignedIn, TheDesk
from extractor.review.store import BadInput, Conflict, NotAllowed, Typed

router = APIRouter()
_MOST = 200


@router.get("/disputes")
def disputes(request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """What waits for adjudication, worst first."""
    require(signed, "adjudicator")
    return page(request, "disputes.html", signed, items=desk.store.adjudication_items(limit=_MOST))


@router.post("/disputes/next")
def claim(post: Posted, desk: TheDesk) -> Response:
    """Lease the worst dispute that is free and go there."""
    require(post.signed, "adjudicator")
    return go(_next(desk, post.user.id))


@router.get("/dispute/{item}")
def show(item: Id, request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """All answers to one item beside its source."""
    return _page(item, request, signed, desk)


@router.post("/dispute/{item}")
def settle(item: Id, request: Request, post: Posted, desk: TheDesk) -> Response:
    """Settle an item and go on to the next dispute."""
    require(post.signed, "adjudicator")
    try:
        said = pressed(post)
        desk.store.decide(post.user.id, item, said.version, _typed(item, post, desk, said.seconds), said.key)
    except (Conflict, BadInput, NotAllowed) as error:
        status = 409 if isinstance(error, Conflict) else 403 if isinstance(error, NotAllowed) else 400
        return _page(item, request, post.signed, desk, status=status, problem=error, post=post)
    return go(_next(desk, post.user.id, said="ruled"))


def _typed(item: int, post: Post, desk: Desk, seconds: int) -> Typed:
    view = desk.store.item(post.user.id, item)
    if post.text("choice") == "typed":
        value = canonical(post.text("text"), post.text("unit"), unit_of(view.item, post.text("unit"))).value
        return Typed("correct", value=value, reason=post.text("reason"), seconds=seconds)
    if view.state is None:
        raise NotAllowed("这一项还没有到裁定")
    return ruling(post, view.item, view.state, view.history, seconds)


def _next(desk: Desk, user: int, said: str = "") -> str:
    item = desk.store.claim_adjudication(user)
    if item is None:
        return f"/disputes?said={said or 'no_dispute'}"
    return f"/dispute/{item.id}" + (f"?said={said}" if said else "")


def _page(
    item: int,
    request: Request,
    signed: Signed,
    desk: Desk,
    *,
    status: int = 200,
    problem: StoreError | None = None,
    post: Post | None = None,
) -> Response:
    require(signed, "adjudicator")
    shown = item_page(desk, signed.user, item)
    unit = desk.record(shown.item.record).unit
    return page(
        request,
        "dispute.html",
        signed,
        status=status,
        it=shown,
        item=shown.item,
        dispute=dispute_of(shown, unit.money_unit or "元", unit.precision),
        key=secrets.token_urlsafe(18),
        problem=problem,
        text=post.text("text") if post else "",
        unit=(post.text("unit") if post else "") or shown.money_unit,
        reason=post.text("reason") if post else "",
        money_units=MONEY_UNITS,
    )
