"""The held-out wordings, read like the press's own from TOML files of alternatives, none of which the press has."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random

from evals.press.phrases import Phrases

_FILES = ("totals", "parts", "others")


@cache
def wordings() -> dict[str, list[str]]:
    """Return e.g. `S1.head` -> its alternatives."""
    found: dict[str, list[str]] = {}
    folder = files("evals.press.heldout").joinpath("wording")
    for name in _FILES:
        for section, entries in tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")).items():
            found |= {f"{section}.{key}": alternatives for key, alternatives in entries.items()}
    return found


class HeldOutPhrases(Phrases):
    """One report's held-out wordings."""

    def __call__(self, key: str) -> str:
        """Return the wording of e.g. `S1.head`. Raises KeyError where there is none."""
        return Random(f"{self.seed} {key}").choice(wordings()[key])

    def reason(self, sign: int, about: str) -> str:
        """Return why something rose (1), fell (-1) or stayed (0); `about` varies the answer."""
        kind = {1: "up", -1: "down", 0: "flat"}[sign]
        return Random(f"{self.seed} {about} {kind}").choice(wordings()[f"reasons.{kind}"])
