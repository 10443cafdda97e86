"""Downloads of what leaves the desk. They are posts, for each one is written into the audit trail."""

import io
import zipfile
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response

from extractor.errors import StoreError
from extractor.review.desk.context import Desk
from extractor.review.desk.render import page
from extractor.review.desk.signed import Posted, Signed, SignedIn, TheDesk
from extractor.review.papers.package import Package, Wanted, package
from extractor.review.store import BadInput

router = APIRouter()
Kind = Annotated[Literal["corrections", "gold", "final", "workpaper", "everything"], Path()]
_EPOCH = (2000, 1, 1, 0, 0, 0)
_TYPES = {
    "jsonl": "application/jsonl; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@router.get("/exports")
def exports(request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """What can be exported of each record, and of all."""
    return _page(request, signed, desk)


@router.post("/exports/{kind}")
def download(kind: Kind, request: Request, post: Posted, desk: TheDesk) -> Response:
    """Make an export and hand it over: one file as it is, several as a ZIP. `record`: one record, else all current."""
    wanted = Wanted(record=_record(post.text("record")), **({} if kind == "everything" else {kind: True}))
    made = package(desk.store, wanted, by=post.user.id)
    if not made.files:
        return _page(request, post.signed, desk, problem=StoreError("还没有两人各自认同的数，没有标注可导出"))
    name, data = _one(kind, made)
    ending = name.rpartition(".")[2]
    offered = f"attachment; filename=\"export.{ending}\"; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=_TYPES[ending], headers={"content-disposition": offered})


def _one(kind: str, made: Package) -> tuple[str, bytes]:
    if len(made.files) == 1:
        return next(iter(made.files.items()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, data)
    return f"juesuan-{kind}.zip", out.getvalue()


def _record(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("没有这份记录")
    return int(text)


def _page(request: Request, signed: Signed, desk: Desk, *, problem: StoreError | None = None) -> Response:
    rows = desk.store.records()
    return page(request, "exports.html", signed, status=409 if problem else 200, rows=rows, problem=problem)
