"""What pages are made of: style sheet and scripts, and pictures of the original's pages."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from extractor.review.desk import assets
from extractor.review.desk.context import Desk
from extractor.review.desk.pictures import Picture
from extractor.review.desk.routes.numbers import Id
from extractor.review.desk.signed import Signed, SignedIn, TheDesk
from extractor.review.desk.where import where_of
from extractor.review.store import NotFound

router = APIRouter()
PageNumber = Annotated[int, Path(ge=1, le=100_000)]
_FOREVER = "public, max-age=31536000, immutable"


@router.get("/static/{name}")
def static(name: Annotated[str, Path(max_length=80)]) -> Response:
    """One of the files that come with the desk; the name is looked up, never a path."""
    asset = assets.known().get(name)
    if asset is None:
        return PlainTextResponse("没有这个文件", status_code=404)
    return Response(asset.data, media_type=asset.kind, headers={"cache-control": _FOREVER})


@router.get("/favicon.ico")
def favicon() -> Response:
    """The icon."""
    return static("icon.svg")


@router.get("/item/{item}/page/{number}.png")
def picture(item: Id, number: PageNumber, signed: SignedIn, desk: TheDesk) -> Response:
    """The picture of a page of the item's original file, its digits outlined. Only files whose hash fits are opened."""
    data = _picture(item, number, signed, desk).png
    return Response(data, media_type="image/png")


@router.get("/item/{item}/page/{number}.json")
def places(item: Id, number: PageNumber, signed: SignedIn, desk: TheDesk) -> Response:
    """How far down on that picture the digits stand, 0 to 1."""
    return JSONResponse({"tops": _picture(item, number, signed, desk).tops})


def _picture(item: int, number: int, signed: Signed, desk: Desk) -> Picture:
    view = desk.store.item(signed.user.id, item)
    where = where_of(desk, view.item)
    found = desk.pictures.page(where.source.sha256, number, view.item.printed) if where else None
    if found is None:
        raise NotFound("没有这一页的图")
    return found
