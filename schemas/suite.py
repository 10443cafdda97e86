"""The manifest of an evaluation suite, `suite.toml`: which reports, where their labels are, what matters in them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from schemas._base import Value


def _relative(path: str) -> str:
    if path.startswith(("/", "\\", "~")) or path[1:2] == ":":
        raise ValueError("absolute path")
    return path


File = Annotated[str, Field(min_length=1), AfterValidator(_relative)]
"""A path, relative to the manifest's folder."""
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
KeyWords = Annotated[str, Field(pattern=r"^[TS][0-9]+/.+/[^/]+$")]
"""`place/row/column`; a row may hold further slashes."""
PlaceOrKind = Annotated[str, Field(pattern=r"^(T|S|T[1-9]|T10|S[0-9]|S1[0-3])$")]
"""A place, or T or S for all forms or all sections."""


class Identity(Value):
    """What a report is, as far as it is labelled: only the given fields are scored."""

    unit_name: str | None = None
    fiscal_year: int | None = None
    level: Literal["部门", "本级", "单位"] | None = None
    money_unit: Literal["元", "万元", "亿元"] | None = None
    precision: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?$")] | None = None
    """10^-k of the money unit, k the most decimals that at least 5% of the money figures print: "0.01"."""
    kind: Literal["决算", "预算"] | None = None


IdentityField = Literal["unit_name", "fiscal_year", "level", "money_unit", "precision", "kind"]


class SuiteEntry(Value):
    """One report of the suite: a file known by its bytes."""

    name: Name
    """Unique in the suite; also how `documents.csv` and the list of faults call it (or its part before `_`)."""
    sha256: Sha256
    """Of the report file's bytes."""
    file: File | None = None
    """The report itself; left out, it is looked for by its hash in the folder given as --documents."""
    labels: File
    """Its labels, .csv or .json."""
    identity: Identity | None = None
    """What the report is; left out, its line of `described` says so."""
    slices: dict[str, str] = {}
    """What it is grouped by: carrier, province, year, layout (seen or unseen) …"""
    critical: tuple[KeyWords, ...] = ()
    """Figures that must never be wrong in this report, `place/row/column`."""
    places: tuple[PlaceOrKind, ...] = ()
    """Places that are labelled to the end, where that is not the whole report; nothing else is scored."""


class PressEntry(Value):
    """One fictional report, printed by the press when the suite is loaded."""

    seed: Annotated[int, Field(ge=0)]
    layout: Name
    carrier: Name
    money_unit: Literal["元", "万元"] | None = None
    """Left out: the layout's own."""
    rows: Annotated[int, Field(ge=5, le=500)] | None = None
    """Length of the functional tree; left out: drawn from the seed."""
    slices: dict[str, str] = {}
    """Beside carrier, province (the layout) and year, which it has by itself."""
    critical: tuple[KeyWords, ...] = ()


Share = Annotated[float, Field(ge=0, le=1)]


class Bounds(Value):
    """What a run must reach whatever an earlier one reached; shares from 0 to 1, and what is left out is not asked."""

    f1: Share | None = None
    """At least, over all reports together."""
    f1_each: Share | None = None
    """At least, in every report."""
    wrong_rate: Share | None = None
    """Wrong values over labelled values, at most."""
    invented_rate: Share | None = None
    """Values that gold does not have, over labelled values, at most."""


class SuiteManifest(Value):
    """An evaluation suite. All paths are relative to the folder of this file."""

    name: Name
    title: Annotated[str, Field(min_length=1)]
    """For a person, in the report."""
    replay: File | None = None
    """Folder of recorded answers that a run replays where it is not told otherwise."""
    model: bool = True
    """Whether a model is asked; false: only what is read without one is scored."""
    decoys: bool = True
    """Whether every canonical key of a labelled place that gold does not hold must stay without a value."""
    places: tuple[PlaceOrKind, ...] = ()
    """Places that are scored; left out: all."""
    described: File | None = None
    """documents.csv: unit, year, level, money unit, precision and kind of every report."""
    findings: File | None = None
    """List of the known faults of the reports."""
    critical: tuple[KeyWords, ...] = ()
    """Figures that must never be wrong, wherever a report's gold holds them."""
    critical_identity: tuple[IdentityField, ...] = ()
    """Fields of a report's identity that must never be wrong."""
    bounds: Bounds | None = None
    """What a run of the suite must reach."""
    slices: dict[str, str] = {}
    """Of all its reports, where a report does not say otherwise."""
    document: tuple[SuiteEntry, ...] = ()
    press: tuple[PressEntry, ...] = ()
