"""The words of the dictionary of facts: places, rows and how reports print them, function and economic subjects."""

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any


@dataclass(frozen=True)
class Label:
    """A canonical row and one pattern it is printed by."""

    row: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Place:
    """A statutory form or narrative section, and the titles it goes by."""

    id: str
    name: str
    titles: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Subject:
    """An entry of the function or economic classification of government spending."""

    code: str
    level: str
    name: str
    old_names: tuple[str, ...] = ()


def _data(name: str) -> str:
    return files("schemas").joinpath("data", name).read_text(encoding="utf-8")


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads(_data("rows.toml"))


@cache
def places() -> tuple[Place, ...]:
    """Return all places; an earlier one wins where titles match several."""
    return tuple(
        Place(entry["id"], entry["name"], tuple(re.compile(title) for title in entry["title"]))
        for entry in tomllib.loads(_data("places.toml"))["place"]
    )


def place_name(place: str) -> str:
    """Return the Chinese name of a place id."""
    return next(entry.name for entry in places() if entry.id == place)


def default_row(place: str) -> str | None:
    """Return the row a section speaks of where no label stands before a figure."""
    row: str | None = _rows()["defaults"].get(place)
    return row


@cache
def labels(place: str) -> tuple[Label, ...]:
    """Return the labels of a section's rows, economic and 类 subjects included where the section speaks of them."""
    found: list[Label] = []
    for group in _rows()["places"].get(place, []):
        if group == "economic":
            found += [Label(row, re.compile(pattern)) for row, pattern in _economic_patterns()]
        elif group == "class":
            found += [Label(row, re.compile(pattern)) for row, pattern in _class_patterns()]
        else:
            for row, patterns in _rows()["groups"][group].items():
                found += [Label(row, re.compile(pattern)) for pattern in patterns]
    return tuple(found)


@cache
def functional_subjects() -> tuple[Subject, ...]:
    """Return the function classification (类 3 digits, 款 5, 项 7)."""
    rows = csv.DictReader(StringIO(_data("subjects_functional.csv")))
    return tuple(Subject(row["code"], row["level"], row["name"], _old_names(row["old_names(alias)"])) for row in rows)


def _old_names(cell: str) -> tuple[str, ...]:
    """The cell lists names with the years they held in brackets; a bracket alone is a remark."""
    return tuple(filter(None, (re.sub(r"\(.*?\)", "", name).strip() for name in cell.split(";"))))


@cache
def economic_subjects() -> tuple[Subject, ...]:
    """Return the economic classification (类 3 digits, 款 5)."""
    return tuple(
        Subject(row["code"], row["level"], row["name"])
        for row in csv.DictReader(StringIO(_data("subjects_economic.csv")))
    )


@cache
def economic_names() -> tuple[str, ...]:
    """Return the names of the economic classification, without repeats."""
    return tuple(dict.fromkeys(subject.name for subject in economic_subjects()))


def _economic_patterns() -> list[tuple[str, str]]:
    """Return (standard name, pattern); optional words vary in print: 维修费 for 维修（护）费."""
    found = []
    for name in economic_names():
        pattern = re.escape(name).replace("（护）", "(?:（?护）?)?").replace("（境）", "（?境）?")
        pattern = pattern.replace("（役）", "(?:（役）)?").replace("和服务支出", "和?服务支出")
        if name.endswith("费用"):
            pattern = pattern[:-1] + "用?"
        pattern = pattern.replace("对个人和家庭的补助", "对个人和家庭的?补助")
        found.append((name, pattern + ("(?:支出)?" if not name.endswith("支出") else "")))
    return found


def _class_patterns() -> list[tuple[str, str]]:
    """Return (类 name, pattern) with the mark （类） before or behind 支出, and without."""
    found = []
    for subject in functional_subjects():
        if subject.level != "类":
            continue
        for name in (subject.name, *subject.old_names):
            stem = re.escape(name.removesuffix("支出"))
            found.append((name, rf"{stem}(?:（类）支出|支出（类）(?!支出)|支出)"))
    return found
