"""The desk as an ASGI application."""

from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from extractor.errors import JuesuanError, StoreError
from extractor.review.desk.context import Desk
from extractor.review.desk.guard import Guard
from extractor.review.desk.options import Options
from extractor.review.desk.render import go, refusal
from extractor.review.desk.routes import ROUTERS
from extractor.review.desk.signed import NotSignedIn
from extractor.review.store import (
    BadLogin,
    Conflict,
    NotAllowed,
    NotApprovable,
    NotFound,
    NothingToUndo,
    Store,
    TooManyAttempts,
)

_STATUS: dict[type[StoreError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    NothingToUndo: 409,
    NotApprovable: 409,
    BadLogin: 401,
    TooManyAttempts: 429,
}
_WORDS = {
    404: "没有这一页",
    405: "这个地址不接受这种请求",
    408: "请求没有送完，没有执行",
    413: "请求太大，没有读",
    500: "复核台出错，没有执行；所定所填都还在",
}


def create_app(store: Store, options: Options | None = None) -> FastAPI:
    """Return the desk of a store. It holds no state of its own but one-time tickets: it may be killed at any moment."""
    options = options or Options()
    app = _Guarded(openapi_url=None, docs_url=None, redoc_url=None, max_body_size=options.most_body)
    app.state.desk = Desk(store, options)
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(StoreError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)
    return app


class _Guarded(FastAPI):
    """An application inside of its guard. A middleware would stand within those that answer "too large", "broken"."""

    def build_middleware_stack(self) -> ASGIApp:
        return Guard(super().build_middleware_stack(), self.state.desk.options)


def wants_json(request: Request) -> bool:
    """Whether a script asks, not a person."""
    return "application/json" in request.headers.get("accept", "")


def _not_signed_in(request: Request, _error: Exception) -> Response:
    if wants_json(request):
        return JSONResponse({"error": "请重新登录"}, status_code=401)
    return go(f"/login?{_next(request)}")


def _next(request: Request) -> str:
    where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return urlencode({"next": where if request.method == "GET" else "/"})


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, StoreError)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    answer = _answer(request, error, status)
    if isinstance(error, TooManyAttempts):
        answer.headers["retry-after"] = str(error.retry_after)
    return answer


def _malformed(request: Request, _error: Exception) -> Response:
    return _answer(request, StoreError(_WORDS[404], remedy="请从队列进入"), 404)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = _WORDS.get(error.status_code, "请求看不懂，没有执行")
    return _answer(request, StoreError(what, remedy="请从队列进入"), error.status_code)


def _broken(request: Request, _error: Exception) -> Response:
    """Our own mistake: the log has it, the person gets a page that says what to do."""
    return _answer(request, StoreError(_WORDS[500], remedy="请回到队列再试"), 500)


def _answer(request: Request, error: JuesuanError, status: int) -> Response:
    if wants_json(request):
        return JSONResponse({"error": error.what, "remedy": error.remedy}, status_code=status)
    return refusal(request, error, status)
