"""The wordings of the explanation: TOML files of alternatives, one of which is drawn where a sentence is wanted."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random


@cache
def _all() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    folder = files("evals.press").joinpath("wording")
    for name in ("totals", "general", "official", "other"):
        for section, entries in tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")).items():
            found |= {f"{section}.{key}": alternatives for key, alternatives in entries.items()}
    return found


@dataclass(frozen=True)
class Phrases:
    """One report's wordings: a sentence asked for again is worded the same way again."""

    seed: str

    def __call__(self, key: str) -> str:
        """Return the wording of e.g. `S1.totals`. Raises KeyError where there is none."""
        return Random(f"{self.seed} {key}").choice(_all()[key])

    def reason(self, sign: int, about: str) -> str:
        """Return why something rose (1), fell (-1) or stayed (0); `about` varies the answer."""
        kind = {1: "up", -1: "down", 0: "flat"}[sign]
        return Random(f"{self.seed} {about} {kind}").choice(_all()[f"reasons.{kind}"])
