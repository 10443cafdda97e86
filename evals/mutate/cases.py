"""The plan: which report of the press is damaged how, each case alone from the seed and its number."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from evals.mutate.binary import BINARY, Change
from evals.mutate.drawn import DRAWN
from evals.mutate.packed import PACKAGE, archive_changes, undated
from evals.mutate.tags import MARKUP
from evals.mutate.wording import TEXT
from evals.press.carriers import CARRIERS, print_report
from evals.press.layouts import NAMES
from evals.press.make import report

ROWS = (8, 20)
"""Functional rows of the reports; damage to a small one tells as much."""

CONVERTED = frozenset({"pdf_chromium", "pdf_libreoffice"})
"""Carriers that another program prints, slowly."""

WRONG_SUFFIX = "wrong_suffix"
"""The one change that leaves the bytes alone: the file is called by another suffix."""

_PLAIN = {**BINARY, **TEXT}
_BY_SUFFIX: dict[str, Mapping[str, Change]] = {
    ".txt": _PLAIN,
    ".md": _PLAIN,
    ".html": {**BINARY, **TEXT, **MARKUP},
    ".docx": {**BINARY, **PACKAGE},
    ".xlsx": {**BINARY, **PACKAGE},
    ".ofd": {**BINARY, **PACKAGE},
    ".pdf": {**BINARY, **DRAWN},
}
CHANGES: dict[str, Mapping[str, Change]] = {**_BY_SUFFIX, ".zip": {**BINARY, **archive_changes(_BY_SUFFIX)}}
"""Suffix of a file -> the ways to damage it, by name; of any other suffix, those of `BINARY`."""

SUFFIXES = (".txt", ".md", ".html", ".docx", ".xlsx", ".xls", ".pdf", ".ofd", ".zip", ".doc", ".png", ".exe", "")

Bases = Mapping[str, Sequence[tuple[Path, ...]]]
"""Carrier -> reports printed in it; several files are one report."""


@dataclass(frozen=True)
class Case:
    """One damaged report."""

    number: int
    seed: int
    carrier: str
    change: str
    files: tuple[Path, ...]
    damaged: int
    """Which of the files is damaged."""

    def write(self, folder: Path) -> list[Path]:
        """Write the files of the report into `folder`, one of them damaged, and return them."""
        folder.mkdir(parents=True, exist_ok=True)
        out = []
        for index, path in enumerate(self.files):
            target = folder / path.name
            if index != self.damaged:
                shutil.copyfile(path, target)
            else:
                dice = Random(f"damage {self.seed} {self.number}")
                data = path.read_bytes()
                if self.change == WRONG_SUFFIX:
                    target = target.with_suffix(dice.choice([s for s in SUFFIXES if s != path.suffix]))
                    target = target.with_stem(f"{target.stem}-damaged")
                else:
                    data = changes_of(path)[self.change](data, dice)
                target.write_bytes(data)
            out.append(target)
        return out


def changes_of(path: Path) -> Mapping[str, Change]:
    """Return the ways to damage a file."""
    return CHANGES.get(path.suffix, BINARY)


def print_bases(
    carriers: Sequence[str], seed: int, count: int, folder: Path, done: Callable[[], None] = lambda: None
) -> dict[str, list[tuple[Path, ...]]]:
    """Print `count` small reports in each carrier into `folder`; of converted carriers at most three.

    Raises what `print_report` raises.
    """
    bases: dict[str, list[tuple[Path, ...]]] = {}
    for carrier in carriers:
        for index in range(min(count, 3) if carrier in CONVERTED else count):
            dice = Random(f"base {seed} {carrier} {index}")
            made = report(seed * 1_000 + index, dice.choice(NAMES), rows=dice.randint(*ROWS))
            files = print_report(made, carrier, folder / carrier / str(index))
            for path in files:
                path.write_bytes(undated(path.read_bytes(), path.suffix))
            bases.setdefault(carrier, []).append(tuple(files))
            done()
    return bases


def known_carriers() -> tuple[str, ...]:
    """Return the carriers that can print here, scans apart: reading one takes longer than a broken file may."""
    return tuple(name for name, writer in CARRIERS.items() if not writer.needs and name != "scan")


def case(number: int, seed: int, bases: Bases) -> Case:
    """Return one case. The carriers take turns, and so do, in each of them, the ways to damage a file."""
    carriers = sorted(bases)
    carrier = carriers[number % len(carriers)]
    dice = Random(f"case {seed} {number}")
    files = dice.choice(bases[carrier])
    damaged = dice.randrange(len(files))
    names = [*changes_of(files[damaged]), WRONG_SUFFIX]
    return Case(number, seed, carrier, names[number // len(carriers) % len(names)], files, damaged)
