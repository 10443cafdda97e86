"""The audit trail: who did what, newest first, and whether it is whole."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from fastapi import APIRouter, Request, Response

from extractor.review.desk.context import Desk
from extractor.review.desk.render import page
from extractor.review.desk.roles import require
from extractor.review.desk.signed import SignedIn, TheDesk
from extractor.review.store import AuditEntry, NotFound
from schemas.review import DecisionKind

router = APIRouter()
_PAGE = 100
_DECISIONS = frozenset(get_args(DecisionKind))


@dataclass(frozen=True)
class Line:
    """One entry as it is shown. `hidden`: a decision on an item that somebody still has to answer blindly."""

    entry: AuditEntry
    detail: str
    hidden: bool


@router.get("/trail")
def trail(request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """Entries of the trail, and the result of checking all of it."""
    require(signed, "adjudicator")
    check = desk.store.verify_audit()
    last = check.entries if check.ok else _last(desk)
    turn = _turn(request)
    end = max(last - turn * _PAGE, 0)
    begin = max(end - _PAGE, 0)
    entries = desk.store.audit(after=begin, limit=end - begin) if end > begin else []
    return page(
        request,
        "trail.html",
        signed,
        check=check,
        head=desk.store.audit_head(),
        lines=[_line(desk, one) for one in reversed(entries)],
        turn=turn,
        older=begin > 0,
    )


def _last(desk: Desk) -> int:
    """The number of the last entry of a trail that is broken, so that what there is can still be read."""
    last = 0
    while found := desk.store.audit(after=last, limit=10_000):
        last = found[-1].seq
    return last


def _line(desk: Desk, entry: AuditEntry) -> Line:
    hidden = entry.action in _DECISIONS and not _settled(desk, entry.subject)
    return Line(entry, "" if hidden else _said(entry.detail), hidden)


def _said(detail: Mapping[str, object]) -> str:
    return " · ".join(
        f"{name} {json.dumps(value, ensure_ascii=False, sort_keys=True)}" for name, value in detail.items()
    )


def _settled(desk: Desk, subject: str) -> bool:
    """Whether what was answered may be told: whoever looks a second time must not read the first answer here."""
    kind, _, number = subject.partition("/")
    if kind != "item" or not number.isdigit():
        return True
    try:
        return desk.store.state(int(number)).stage == "settled"
    except NotFound:
        return False


def _turn(request: Request) -> int:
    text = request.query_params.get("page", "0")
    return min(int(text), 100_000) if text.isascii() and text.isdigit() and len(text) < 7 else 0
