"""The systems that are set side by side, by name; where each one's recordings are."""

from collections.abc import Callable
from pathlib import Path

from evals.peers import chunked, cited, one_shot, own
from evals.peers.outcome import Outcome
from evals.peers.store import CallStore
from evals.peers.suite import Report, Suite
from evals.peers.typed import Endpoint

CASSETTES = Path("cassettes/peers")

System = Callable[[Report, Suite, CallStore, Endpoint], Outcome]

SYSTEMS: dict[str, System] = {
    "juesuan": own.read,
    "langextract": cited.read,
    "chunked": chunked.read,
    "one_shot": one_shot.read,
}


def store_of(name: str, cassettes: Path = CASSETTES) -> CallStore:
    """Open the raw answers of a system."""
    return CallStore(cassettes / name)
