"""What the store refuses, and why. Each is a StoreError (a JuesuanError), so the desk can show `what` and `remedy`.

StoreError
├── NotFound            no such item, record or user
├── NotAllowed          this person may not do this
├── BadInput            what was typed cannot be stored: no number, too long, a reason missing
├── Conflict            somebody else was faster; what was typed is kept as a draft
├── NothingToUndo       this person has nothing (left) to undo
├── NotApprovable       items are open, or a hard check fails and no reason was given
├── BadLogin            wrong name or password, or a person who is no longer active
└── TooManyAttempts     too many failed logins; `retry_after` in seconds
"""

from extractor.errors import StoreError


class NotFound(StoreError):
    """No such item, record or user."""


class NotAllowed(StoreError):
    """This person may not do this."""


class BadInput(StoreError):
    """What was typed cannot be stored."""


class Conflict(StoreError):
    """Somebody else was faster. What was typed is kept as this person's draft."""


class NothingToUndo(StoreError):
    """This person has nothing (left) to undo."""


class NotApprovable(StoreError):
    """A record that cannot be approved as it stands.

    `open_items`: how many items must be settled first; `failing`: messages of the hard checks that fail.
    """

    def __init__(self, what: str, *, open_items: int = 0, failing: tuple[str, ...] = (), remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.open_items = open_items
        self.failing = failing


class BadLogin(StoreError):
    """Wrong name or password, or a person who is no longer active; never says which."""


class TooManyAttempts(StoreError):
    """Too many failed logins. `retry_after`: seconds to wait."""

    def __init__(self, what: str, *, retry_after: int) -> None:
        super().__init__(what, remedy=f"请 {max(1, -(-retry_after // 60))} 分钟后再试")
        self.retry_after = retry_after
