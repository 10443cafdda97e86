"""One-time tickets: how whoever starts a desk on his own machine gets in without a password, as Jupyter does it.

A ticket is printed once, on the terminal, counts once, soon ends by itself, and is kept hashed.
"""

import hashlib
import secrets
import time
from threading import Lock

from extractor.review.desk.options import Options

MINUTES = 15
"""How long a ticket lets somebody in: what stands on a terminal is read by others later on."""
_lock = Lock()


def issue(options: Options, user: int) -> str:
    """Return a new ticket that lets a person in once."""
    ticket = secrets.token_urlsafe(32)
    options.tickets[_hashed(ticket)] = user, time.monotonic() + MINUTES * 60
    return ticket


def redeem(options: Options, ticket: str) -> int | None:
    """Return whom a ticket lets in, and end it; None where it is none, was used, or is too old."""
    with _lock:
        user, until = options.tickets.pop(_hashed(ticket), (None, 0.0))
    return user if time.monotonic() < until else None


def _hashed(ticket: str) -> str:
    return hashlib.sha256(ticket.encode("utf-8", "surrogatepass")).hexdigest()
