"""How a desk is set up: who may reach it, and where the original files are."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Settings of one desk. The defaults are those of a desk on one's own machine."""

    https: bool = False
    """TLS reaches the browser, here or in front of us: cookies are sent over nothing else."""
    names: frozenset[str] = frozenset()
    """Host names the desk answers to, beside localhost and plain addresses. Others are refused: a page of another site
    whose name is made to point here (DNS rebinding) must not read the desk."""
    sources: Path | None = None
    """Folder with the original files, found by their SHA-256."""
    cookie: str = "juesuan_session"
    """Name of the session's cookie. Cookies know no ports: two desks on one machine need two names."""
    most_body: int = 256 * 1024
    """Bytes of the largest request that is read."""
    body_seconds: float = 20
    """Seconds within which a request has to be there as a whole."""
    tickets: dict[str, tuple[int, float]] = field(default_factory=dict, compare=False, repr=False)
    """One-time tickets (`tickets.issue`) by hash: the person each lets in, and until when (`time.monotonic`)."""
