"""What a system gave for one report, and what it cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evals.peers.store import Call
from evals.scoring.leaf import PredictedLeaf

Failure = Literal["truncated", "invalid", "cut", "refused", "crashed", "dropped"]
"""truncated: the answer hit the token bound · invalid: not the schema after every re-ask · cut: the time limit ·
refused: the server would not take the request · crashed: the system itself raised · dropped: it threw an answer away
without a word."""


@dataclass(frozen=True)
class Cost:
    """Calls to the model, tokens, and seconds as recorded."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, calls: Iterable[Call]) -> "Cost":
        """Sum recorded calls."""
        total = cls()
        for call in calls:
            total += cls(1, call.tokens("prompt"), call.tokens("completion"), call.seconds)
        return total

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True)
class Outcome:
    """One report through one system."""

    document: str
    leaves: tuple[PredictedLeaf, ...] = ()
    empty: frozenset[str] = frozenset()
    """Places the system says are declared empty."""
    cost: Cost = Cost()
    failures: tuple[Failure, ...] = ()
    unnamed: int = 0
    """Numbers it gave that could not be named in the words of the dictionary; they are in no leaf."""
    split: int = 0
    """Numbers that its own chunking cut in two."""
    flagged: frozenset[tuple[str, str, str]] = frozenset()
    """Keys it says do not add up."""
    recorded: bool = True
    """False: some call of it was not recorded, so it is not counted."""
