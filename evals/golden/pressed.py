"""Reports of a suite that the press prints when the suite is loaded: the manifest gives seeds, not files."""

import contextlib
import hashlib
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import platformdirs

from evals.exam import MAKERS
from evals.press.carriers import CARRIERS, print_report
from evals.press.gold import exact_value
from evals.press.make import report as press
from evals.press.model import Report
from evals.scoring.leaf import GoldLeaf
from extractor.errors import SuiteError
from schemas.suite import PressEntry

PRECISION, KIND = "0.01", "决算"
"""Of every report of the press."""
_LISTING = "files"
"""Names the files of a printed report, one a line."""
# Level and money unit are no labels of its pages: the press names the books' level, which its cover (部门决算) need not
# print, and may print the explanation in another unit than the forms.


@dataclass(frozen=True)
class Pressed:
    """A report of the press, its gold and its files."""

    name: str
    sha256: str
    """Of what is printed and how, not of the files: a carrier may write the time into them."""
    paths: tuple[Path, ...]
    """First the one with the forms; several are one report. None where the carrier cannot print on this machine."""
    labels: tuple[GoldLeaf, ...]
    identity: dict[str, str]
    slices: dict[str, str]


def default_folder() -> Path:
    """Return where printed reports are kept unless told otherwise: each under its digest, printed once."""
    return platformdirs.user_cache_path("juesuan", appauthor=False) / "press"


def printed(entry: PressEntry, folder: Path, where: str) -> Pressed:
    """Print a report into `folder`, or find it there. Raises SuiteError for an unknown layout or carrier."""
    if entry.carrier not in CARRIERS:
        raise SuiteError(f"没有载体 {entry.carrier}", where=where, remedy=f"可选：{'、'.join(CARRIERS)}")
    make = MAKERS.get(entry.layout, press)
    try:
        made = make(entry.seed, entry.layout, rows=entry.rows, money_unit=entry.money_unit)
    except ValueError as error:
        raise SuiteError(f"印不出版式 {entry.layout}：{error}", where=where, remedy="请改正 layout") from None
    digest = hashlib.sha256(f"{entry.carrier}\n{made!r}".encode()).hexdigest()
    slices = {"carrier": entry.carrier, "province": entry.layout, "year": str(made.fiscal_year), **entry.slices}
    return Pressed(
        name=f"{made.name}-{entry.carrier}",
        sha256=digest,
        paths=_files(made, entry.carrier, folder / f"{digest[:16]}-{_writers()[:8]}"),
        labels=_labels(made, exact=CARRIERS[entry.carrier].stores_exact),
        identity=_identity(made),
        slices=slices,
    )


def _files(made: Report, carrier: str, folder: Path) -> tuple[Path, ...]:
    """Return the files of a report; `folder` appears when all are printed, so that a cut print leaves nothing there."""
    if CARRIERS[carrier].needs:
        return ()
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as desk:
            paths = print_report(made, carrier, Path(desk) / made.name)
            names = "".join(f"{path.name}\n" for path in paths)
            (Path(desk) / made.name / _LISTING).write_text(names, "utf-8")
            with contextlib.suppress(OSError):  # another process was faster: its files are as good
                (Path(desk) / made.name).rename(folder)
    return tuple(folder / name for name in (folder / _LISTING).read_text("utf-8").splitlines())


@cache
def _writers() -> str:
    """Return the digest of the carriers' program: files printed by an older one are not found again."""
    sources = sorted(
        (one for one in files("evals.press.carriers").iterdir() if one.name.endswith(".py")), key=lambda one: one.name
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _labels(made: Report, *, exact: bool) -> tuple[GoldLeaf, ...]:
    """Return the gold; a carrier that stores exact numbers is held to them."""
    return tuple(
        GoldLeaf(
            key=(label.place, label.row, label.column),
            state=label.state,
            value=(exact_value(label) if exact else label.value) if label.state == "value" else None,
            printed=label.printed,
            unit=label.unit,
        )
        for label in made.gold
    )


def _identity(made: Report) -> dict[str, str]:
    """Return what every page of the press says of itself."""
    return {
        "unit_name": made.unit_name,
        "fiscal_year": str(made.fiscal_year),
        "precision": PRECISION,
        "kind": KIND,
    }
