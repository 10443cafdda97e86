"""Coming in and going out, and in which language."""

import hmac
import secrets
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from extractor.review.desk import tickets
from extractor.review.desk.context import Desk
from extractor.review.desk.render import go, own_path, page
from extractor.review.desk.signed import Posted, TheDesk, TheForm
from extractor.review.desk.words import COOKIE, LANGUAGES
from extractor.review.store import BadLogin, Login, NotAllowed, TooManyAttempts

router = APIRouter()
_VISIT = "juesuan_visit"
_YEAR = 365 * 24 * 3600


@router.get("/login")
def login_page(request: Request, desk: TheDesk, next: Annotated[str, Query()] = "/") -> Response:
    """The form to sign in with. Its token is that of a cookie: no other site can sign a browser in."""
    return _login_page(request, desk, own_path(next))


@router.post("/login")
def login(request: Request, desk: TheDesk, form: TheForm) -> Response:
    """Sign in with name and password."""
    visit, given = request.cookies.get(_VISIT, ""), str(form.get("visit", ""))
    where = own_path(str(form.get("next", "/")))
    if not visit or not hmac.compare_digest(visit.encode(), given.encode()):
        return _login_page(request, desk, where, status=403, problem="页面已过期，请再试一次")
    name, password = str(form.get("name", "")), str(form.get("password", ""))
    try:
        came_in = desk.store.login(name, password, client=client_of(request), old_token=_token(request, desk))
    except TooManyAttempts as error:
        answer = _login_page(request, desk, where, status=429, problem=str(error))
        answer.headers["retry-after"] = str(error.retry_after)
        return answer
    except BadLogin as error:
        return _login_page(request, desk, where, status=401, problem=error.what)
    return _let_in(desk, came_in, where)


@router.get("/start")
def start_page(request: Request, ticket: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Where the link on the terminal leads. Only the post that follows uses the ticket up, not a look at the link."""
    return page(request, "start.html", ticket=ticket)


@router.post("/start")
def start(request: Request, desk: TheDesk, form: TheForm) -> Response:
    """Come in with a one-time ticket."""
    user = tickets.redeem(desk.options, str(form.get("ticket", "")))
    if user is None:
        known = desk.store.session(_token(request, desk))
        if known is None:
            raise NotAllowed("这个链接已经用过、过时或不对", remedy="请重新运行 juesuan review open，或用密码登录")
        return go("/")
    return _let_in(desk, desk.store.let_in(user, client=client_of(request)), "/")


@router.post("/logout")
def logout(post: Posted, desk: TheDesk) -> Response:
    """Sign out."""
    desk.store.logout(post.signed.token)
    answer = go("/login")
    answer.delete_cookie(desk.options.cookie, path="/")
    return answer


@router.post("/language")
def language(form: TheForm, desk: TheDesk) -> Response:
    """Switch the language of the interface. Changes nothing but a cookie: it needs nobody to be signed in."""
    answer = go(own_path(str(form.get("next", "/"))))
    chosen = str(form.get("language", ""))
    if chosen in LANGUAGES:
        secure = desk.options.https
        answer.set_cookie(COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="strict", secure=secure, path="/")
    return answer


def client_of(request: Request) -> str:
    """Return the address a request comes from."""
    return request.client.host if request.client else ""


def _token(request: Request, desk: Desk) -> str:
    return request.cookies.get(desk.options.cookie, "")


def _login_page(request: Request, desk: Desk, where: str, *, status: int = 200, problem: str = "") -> Response:
    visit = request.cookies.get(_VISIT) or secrets.token_urlsafe(24)
    answer = page(request, "login.html", status=status, next=where, problem=problem, visit=visit)
    answer.set_cookie(_VISIT, visit, httponly=True, samesite="strict", secure=desk.options.https, path="/login")
    return answer


def _let_in(desk: Desk, came_in: Login, where: str) -> Response:
    answer = go(where)
    answer.set_cookie(
        desk.options.cookie, came_in.token, httponly=True, samesite="strict", secure=desk.options.https, path="/"
    )
    return answer
