"""Decoys: the canonical keys of a labelled place that gold does not hold. A value given for one is invented.

Without them a system that fills every field is measured by what it invents beside the labels only; with them there are
addresses where the right answer is none, and a rate of how often that answer was given.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from evals.scoring.leaf import GoldLeaf, Key
from schemas.label import EMPTY_ROW
from schemas.vocabulary import economic_names, economic_subjects, functional_subjects

_MARK = re.compile(r"#\d+$")
_NOTHING = r"(?!)"


@dataclass(frozen=True)
class Block:
    """Canonical rows and columns of a place that go together."""

    rows: tuple[str, ...]
    held: re.Pattern[str]
    """Finds the rows of gold that may have these columns too."""
    columns: tuple[str, ...]

    def keys(self, place: str, held: Iterable[str]) -> Iterable[Key]:
        """Yield rows × columns; `held`: the rows gold has in the place."""
        for row in (*self.rows, *(row for row in held if self.held.search(row))):
            for column in self.columns:
                yield place, row, column


@cache
def table() -> dict[str, tuple[Block, ...]]:
    """Return the blocks of every place, from decoys.toml."""
    data = tomllib.loads(files("evals.golden").joinpath("decoys.toml").read_text(encoding="utf-8"))
    columns = data.pop("columns")
    return {
        place: tuple(
            Block(
                rows=(*block.get("rows", ()), *_named(block.get("named"))),
                held=re.compile(block.get("held", _NOTHING)),
                columns=tuple(columns[of] if isinstance(of := block["columns"], str) else of),
            )
            for block in blocks
        )
        for place, blocks in data.items()
    }


def _named(group: str | None) -> tuple[str, ...]:
    """Return the rows of a list of the classifications. Raises KeyError for a list there is not."""
    if group is None:
        return ()
    classes = [subject for subject in functional_subjects() if subject.level == "类"]
    return {
        "class": tuple(subject.name for subject in classes),
        "class_code": tuple(subject.code for subject in classes),
        "economic": economic_names(),
        "economic_code": tuple(subject.code for subject in economic_subjects()),
    }[group]


def decoys(labels: Sequence[GoldLeaf]) -> tuple[GoldLeaf, ...]:
    """Return the decoys of one report's labels, in the order of the table.

    A place is labelled where gold has a value in it or declares it empty. A key that gold holds in any state, an
    unscored one too, is no decoy; nor is one that gold holds only as a second print (`row#2`).
    """
    labelled = {leaf.key[0] for leaf in labels if leaf.state in ("value", "declared_empty")}
    taken = {(place, _MARK.sub("", row), column) for place, row, column in (leaf.key for leaf in labels)}
    rows: dict[str, dict[str, None]] = {}
    for place, row, _column in taken:
        if row != EMPTY_ROW:
            rows.setdefault(place, {})[row] = None
    found: dict[Key, None] = {}
    for place, blocks in table().items():
        if place in labelled:
            for block in blocks:
                found.update(dict.fromkeys(block.keys(place, sorted(rows.get(place, {})))))
    return tuple(GoldLeaf(key, "absent", decoy=True) for key in found if key not in taken)
