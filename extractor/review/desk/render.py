"""Pages from templates: everything is escaped, and each page knows who is signed in and in which language."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment

from extractor.errors import JuesuanError
from extractor.review.desk import assets
from extractor.review.desk.signed import Signed
from extractor.review.desk.words import COOKIE, language_of, strings
from extractor.review.store.values import RANK
from extractor.show.shell import environment
from extractor.show.words import BANDS, SHAPES, place_title

NAVIGATION = (
    ("/", "app.queue", "viewer"),
    ("/records", "app.records", "viewer"),
    ("/disputes", "dispute.title", "adjudicator"),
    ("/work", "work.title", "viewer"),
    ("/exports", "exports.title", "viewer"),
    ("/trail", "trail.title", "adjudicator"),
    ("/people", "people.title", "admin"),
)
"""Pages in the head: address, name in the table of strings, least role that sees it."""


@cache
def _environment() -> Environment:
    made = environment("extractor.review.desk")
    made.globals.update(asset=assets.address, bands=BANDS, shapes=SHAPES, place_title=place_title, nav=NAVIGATION)
    return made


def page(
    request: Request, template: str, signed: Signed | None = None, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """Return a page. Templates have `t` (strings), `signed`, `user`, `csrf`, `may` (least role → bool), `here`."""
    language = language_of(request.cookies.get(COOKIE))
    user = signed.user if signed else None
    shared: Mapping[str, Any] = {
        "t": strings(language),
        "language": language,
        "signed": signed,
        "user": user,
        "csrf": signed.session.csrf if signed else "",
        "may": lambda least: user is not None and RANK[user.role] >= RANK[least],
        "here": request.url.path,
        "back": _again(request),
        "said": said(request, strings(language)),
    }
    body = _environment().get_template(template).render(**{**shared, **context})
    return HTMLResponse(body.encode("utf-8", "replace"), status_code=status)


def _again(request: Request) -> str:
    """The address of this page; what answers a post is no page to come back to."""
    query = f"?{request.url.query}" if request.url.query else ""
    return own_path(request.url.path + query) if request.method == "GET" else "/"


def said(request: Request, words: Mapping[str, str]) -> str:
    """Return what a page says of what was just done: only a name of the table is ever taken from the address."""
    return words.get(f"said.{request.query_params.get('said', '')}", "")


def refusal(
    request: Request, error: JuesuanError, status: int, signed: Signed | None = None, **context: Any
) -> HTMLResponse:
    """Return the page of something that was refused: what, where, what to do."""
    return page(request, "refusal.html", signed, status=status, error=error, **context)


def go(address: str) -> RedirectResponse:
    """Return the answer to a post that went through: go and look there."""
    return RedirectResponse(address, status_code=303)


def own_path(address: str) -> str:
    """Return an address of this desk to go to; the first page for whatever else was asked for."""
    plain = address.startswith("/") and not address.startswith("//") and address.isprintable()
    return address if plain and "\\" not in address else "/"
