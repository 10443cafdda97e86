"""The wire of the other systems: a recorded answer if there is one, else the model, within one time limit a call."""

import json
import time
from typing import Any

import httpx2

from evals.peers.store import Call, CallStore, NotRecorded, digest

LIMIT_SECONDS = 900.0
"""A call that takes longer is cut and counts as failed; the same for every system."""

MAX_TOKENS = 4096
"""Bound of every answer, half the model's window; the same for every system."""


class RecordedTransport(httpx2.BaseTransport):
    """Answers from a store; what is not there is asked of `inner` and kept, or refused where `inner` is None."""

    def __init__(self, store: CallStore, inner: httpx2.BaseTransport | None) -> None:
        self.store = store
        self.inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises NotRecorded in a replay, httpx2.ReadTimeout for a call that was cut."""
        body = json.loads(request.read())
        call = self.store.get(body) or self._ask(request, body)
        if call.status is None:
            raise httpx2.ReadTimeout(f"cut after {LIMIT_SECONDS:.0f} s", request=request)
        return httpx2.Response(call.status, json=call.response, request=request)

    def _ask(self, request: httpx2.Request, body: dict[str, Any]) -> Call:
        if self.inner is None:
            raise NotRecorded(digest(body))
        start = time.monotonic()
        try:
            response = self.inner.handle_request(request)
            call = Call(body, response.status_code, json.loads(response.read()), time.monotonic() - start)
        except httpx2.ReadTimeout:
            call = Call(body, None, {}, time.monotonic() - start)
        self.store.put(call)
        return call

    def close(self) -> None:
        """Close the connections."""
        if self.inner is not None:
            self.inner.close()


def http_client(store: CallStore, inner: httpx2.BaseTransport | None) -> httpx2.Client:
    """Make the client to hand to a system's own OpenAI client; without `inner` it never connects."""
    return httpx2.Client(transport=RecordedTransport(store, inner), timeout=LIMIT_SECONDS, trust_env=False)
