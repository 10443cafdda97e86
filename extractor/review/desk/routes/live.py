"""What a page says while somebody works on it: drafts, the lease, and what a value that is being typed comes to."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from extractor.review.desk.amounts import canonical
from extractor.review.desk.answers import draft_of, unit_of
from extractor.review.desk.item_view import item_page
from extractor.review.desk.routes.numbers import Id
from extractor.review.desk.signed import Posted, TheDesk
from extractor.review.desk.sums import as_json, sums_of
from extractor.review.store import BadInput

router = APIRouter()


@router.post("/item/{item}/draft")
def draft(item: Id, post: Posted, desk: TheDesk) -> Response:
    """Keep what is typed."""
    desk.store.save_draft(post.user.id, item, draft_of(post))
    return JSONResponse({"saved": True})


@router.post("/item/{item}/hold")
def hold(item: Id, post: Posted, desk: TheDesk) -> Response:
    """Lease the item this person looks at, or make the lease last longer. `holder`: who else has it."""
    held = desk.store.heartbeat(post.user.id, item) or desk.store.take(post.user.id, item)
    holder = "" if held else item_page(desk, post.user, item).holder
    return JSONResponse({"held": held, "holder": holder})


@router.post("/item/{item}/release")
def release(item: Id, post: Posted, desk: TheDesk) -> Response:
    """Give the item back."""
    desk.store.release(post.user.id, item)
    return JSONResponse({"held": False})


@router.post("/item/{item}/trial")
def trial(item: Id, post: Posted, desk: TheDesk) -> Response:
    """Say what a typed value is in the record's units, and work out its sums with it. Nothing is written."""
    one = desk.store.item(post.user.id, item).item
    text, unit = post.text("text"), post.text("unit")
    try:
        typed = canonical(text, unit, unit_of(one, unit)) if text.strip() else None
    except BadInput as error:  # half a number is no fault yet
        return JSONResponse({"problem": error.what})
    if one.kind != "fact":
        return JSONResponse({"said": typed.said if typed else "", "sums": []})
    tried = {item: typed.value} if typed else {}
    sums = sums_of(desk.store.decided(one.record, trial=tried), one.key)
    return JSONResponse({"said": typed.said if typed else "", "sums": as_json(sums)})
