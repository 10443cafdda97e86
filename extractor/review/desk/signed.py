"""Who is signed in, and whether a post is his own: the dependencies of all routes but the login's.

    @router.get("/page")
    def page(signed: SignedIn, desk: TheDesk): ...

    @router.post("/page")
    def change(post: Posted, desk: TheDesk): ...    # post.form, post.user; the token was right

Roles are the store's business: it refuses what a person may not do.
"""

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from extractor.review.desk.context import Desk, desk_of
from extractor.review.store import BadInput, NotAllowed, Session, User

TheDesk = Annotated[Desk, Depends(desk_of)]
_FIELDS = 60
_HEADER = "x-csrf-token"


class NotSignedIn(Exception):
    """Nobody is signed in: a page leads to the login, a script is told so."""


@dataclass(frozen=True)
class Signed:
    """A signed-in person."""

    session: Session
    token: str

    @property
    def user(self) -> User:
        """Who it is."""
        return self.session.user


@dataclass(frozen=True)
class Post:
    """A form that a signed-in person sent from a page of ours."""

    signed: Signed
    form: FormData

    @property
    def user(self) -> User:
        """Who sent it."""
        return self.signed.user

    def text(self, name: str) -> str:
        """Return a field as text; empty where it is missing. A file is no text."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""


def signed_in(request: Request, desk: TheDesk) -> Signed:
    """Return who is signed in. Raises NotSignedIn."""
    token = request.cookies.get(desk.options.cookie, "")
    session = desk.store.session(token) if token else None
    if session is None:
        raise NotSignedIn
    return Signed(session, token)


SignedIn = Annotated[Signed, Depends(signed_in)]


async def form_of(request: Request) -> FormData:
    """Return the form a request carries. Raises BadInput for one that is none or has too many fields."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("", "application/x-www-form-urlencoded", "multipart/form-data"):
        raise BadInput("请求不是表单")
    try:
        form = await request.form(max_fields=_FIELDS, max_files=0)
        for name, value in form.multi_items():
            f"{name}{value}".encode()
    except ValueError as error:  # a charset that is none, or one that makes halves of surrogate pairs
        raise BadInput("请求不是表单") from error
    return form


TheForm = Annotated[FormData, Depends(form_of)]


def posted(request: Request, signed: SignedIn, form: TheForm) -> Post:
    """Return a form whose token is that of the session. Raises NotAllowed for a forged one."""
    given = form.get("csrf") or request.headers.get(_HEADER, "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), signed.session.csrf.encode()):
        raise NotAllowed("页面已过期，没有执行", remedy="请刷新页面后再试")
    return Post(signed, form)


Posted = Annotated[Post, Depends(posted)]
