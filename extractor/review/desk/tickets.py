"""One-time tickets: how whoever starts a desk on his own machine gets in without a password, as Jupyter does it.

A ticket is printed once, on the terminal, counts once, and is kept hashed.
"""

import hashlib
import secrets
from threading import Lock

from extractor.review.desk.options import Options

_lock = Lock()


def issue(options: Options, user: int) -> str:
    """Return a new ticket that lets a person in once."""
    ticket = secrets.token_urlsafe(32)
    options.tickets[_hashed(ticket)] = user
    return ticket


def redeem(options: Options, ticket: str) -> int | None:
    """Return whom a ticket lets in, and end it; None where it is none, or was used."""
    with _lock:
        return options.tickets.pop(_hashed(ticket), None)


def _hashed(ticket: str) -> str:
    return hashlib.sha256(ticket.encode("utf-8", "surrogatepass")).hexdigest()
