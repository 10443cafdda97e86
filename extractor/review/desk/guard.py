"""What stands before every page: which hosts and origins are answered, and what a browser may do with the answer."""

import asyncio
import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.review.desk.options import Options

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = frozenset({"localhost"})


class Guard:
    """Refuses strange hosts, posts of other sites and bodies that never end; adds the headers that bind the browser.

    It has to be the outermost of all: what the framework itself answers (too large, broken) is bound as well.
    """

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
                if self._options.https:
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        await (refusal or self.app)(scope, _timely(receive, self._options.body_seconds), bound)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_own(host):
            return PlainTextResponse("这个地址不由复核台应答", status_code=421)
        if scope["method"] not in _SAFE and not _same_site(headers, host):
            return PlainTextResponse("这个请求来自别的网站，没有执行", status_code=403)
        return None

    def _is_own(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in _OWN or name in self._options.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _same_site(headers: Headers, host: str) -> bool:
    """Browsers say where a post comes from; a client that says nothing is no browser and still needs the token."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == host
    except ValueError:
        return False


def _timely(receive: Receive, seconds: float) -> Receive:
    """Read a request only as long as a person's takes: one that trickles in must not hold its place for ever."""
    until: float | None = None
    complete = False

    async def timely() -> Message:
        nonlocal until, complete
        if complete:
            return await receive()
        now = asyncio.get_running_loop().time()
        until = now + seconds if until is None else until
        try:
            message = await asyncio.wait_for(receive(), until - now)
        except TimeoutError:
            raise HTTPException(408) from None
        complete = not message.get("more_body", False)
        return message

    return timely
