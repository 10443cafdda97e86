"""The same figure printed twice: which key of the narrative states what a form states (C1), or another section (D16)."""

from collections.abc import Iterator
from functools import cache

from extractor.checks.book import Book, Key
from extractor.checks.rows import (
    BUYING,
    GENERAL,
    GENERAL_SPENDING,
    ITEMS,
    MEETING,
    NATURES,
    RUNNING,
    SOURCES,
    TRAINING,
    class_code,
    class_names,
    codes,
)
from schemas.subjects import economic_by_name, function_by_path
from schemas.vocabulary import functional_subjects

Group = tuple[Key, ...]

_FINAL = "决算数"


def _keys(*texts: str) -> Group:
    return tuple(Key(*text.split("/")) for text in texts)


@cache
def headline_groups() -> tuple[Group, ...]:
    """Return groups of keys that state one figure; the forms' first."""
    groups = [
        _keys("T1/收入总计/决算数", "S1/收入总计/决算数", "S1/收支总计/决算数", "S2/收入总计/决算数"),
        _keys("T1/支出总计/决算数", "S1/支出总计/决算数", "S1/收支总计/决算数", "S3/支出总计/决算数"),
        _keys("T2/合计/本年收入合计", "S1/本年收入/决算数", "S2/本年收入/决算数"),
        _keys("T3/合计/本年支出合计", "S1/本年支出/决算数", "S3/本年支出/决算数"),
        _keys("T1/使用非财政拨款结余/决算数", "S1/使用非财政拨款结余/决算数", "S2/使用非财政拨款结余/决算数"),
        _keys("T1/年初结转和结余/决算数", "S1/年初结转和结余/决算数", "S2/年初结转和结余/决算数"),
        _keys("T1/结余分配/决算数", "S1/结余分配/决算数", "S3/结余分配/决算数"),
        _keys("T1/年末结转和结余/决算数", "S1/年末结转和结余/决算数", "S3/年末结转和结余/决算数"),
        _keys("T4/本年收入合计/决算数", "S4/财政拨款收入/决算数"),
        _keys("T4/本年支出合计/合计", "S4/财政拨款支出/决算数"),
        _keys("T4/年初财政拨款结转和结余/决算数", "S4/年初财政拨款结转和结余/决算数"),
        _keys("T4/年末财政拨款结转和结余/合计", "S4/年末财政拨款结转和结余/决算数"),
        _keys("T4/收入总计/决算数", "S4/财政拨款收支总计/决算数"),
        _keys(f"T4/{GENERAL}/决算数", f"S5/{GENERAL}收入/决算数", f"S4/{GENERAL}收入/决算数"),
        _keys("T5/合计/本年支出合计", f"S5/{GENERAL_SPENDING}/决算数", f"S4/{GENERAL_SPENDING}/决算数"),
        _keys("T5/合计/基本支出", "S5/基本支出/决算数", "S6/基本支出/决算数"),
        _keys("T5/合计/项目支出", "S5/项目支出/决算数"),
        _keys("T6/人员经费合计/决算数", "S6/人员经费/决算数", "S5/人员经费/决算数"),
        _keys("T6/公用经费合计/决算数", "S6/公用经费/决算数", "S5/公用经费/决算数"),
        _keys("T8/合计/本年收入", "S8/政府性基金收入/决算数"),
        _keys("T8/合计/本年支出", "S8/政府性基金支出/决算数"),
        _keys("T8/合计/年初结转和结余", "S8/年初结转和结余/决算数"),
        _keys("T8/合计/年末结转和结余", "S8/年末结转和结余/决算数"),
        _keys("T9/合计/本年支出", "S9/国有资本经营支出/决算数"),
        _keys("T10/车辆/数量", "S12/车辆/数量"),
    ]
    for row in SOURCES:
        groups.append(_keys(f"T2/合计/{row}", f"S1/{row}/决算数", f"S2/{row}/决算数"))
    for row in NATURES:
        groups.append(_keys(f"T3/合计/{row}", f"S1/{row}/决算数", f"S3/{row}/决算数"))
    for row in (*ITEMS, BUYING, RUNNING, MEETING, TRAINING):
        groups += [_keys(f"T7/{row}/{column}", f"S7/{row}/{column}") for column in ("预算数", _FINAL)]
    groups += [_keys(f"T7/合计/{column}", f"S7/三公经费/{column}") for column in ("预算数", _FINAL)]
    return tuple(groups)


def subject_pairs(book: Book) -> Iterator[tuple[Key, Key]]:
    """Yield (narrative key, form key) of the subjects that the narrative names."""
    for row in book.rows("S5", _FINAL):
        code = function_code(book, row.partition("#")[0])
        if code and row != GENERAL_SPENDING:
            yield Key("S5", row, _FINAL), Key("T5", code, "本年支出合计")
    for place in ("S6", "S10"):
        for row in book.rows(place, _FINAL):
            subject = economic_by_name(row.partition("#")[0])
            if subject:
                yield Key(place, row, _FINAL), Key("T6", subject.code, _FINAL)


def function_code(book: Book, row: str) -> str | None:
    """Return the code of T5 that a row of S5 means: by its path, or by a name that one printed code alone bears."""
    name = row.removesuffix("支出") if "/" not in row else row
    if row in class_names() or f"{row}支出" in class_names():
        return class_code(row) or class_code(f"{row}支出")
    subject = function_by_path(row) or (function_by_path(name) if name != row else None)
    if subject:
        return subject.code
    if "/" in row:
        return _by_labels(book, row.split("/"))
    firsts = ((code, book.first("T5", code)) for code in codes(book, "T5"))
    return _deepest([code for code, key in firsts if key and _stem(book.figures[key].label) == _stem(row)])


def _by_labels(book: Book, names: list[str]) -> str | None:
    """Return the code of T5 whose printed names lead along a path, where the list of subjects does not know it."""
    found = []
    for code in codes(book, "T5"):
        chain = [code[:size] for size in (3, 5, 7)[: len(names)]]
        printed = [book.first("T5", part) for part in chain]
        labels = [book.figures[key].label if key else "" for key in printed]
        alike = all(not label or _stem(label) == _stem(name) for label, name in zip(labels, names, strict=True))
        if len(code) == len(chain[-1]) and labels[-1] and alike:
            found.append(code)
    return found[0] if len(found) == 1 else None


def _stem(name: str) -> str:
    return name.strip().removesuffix("支出")


def _deepest(named: list[str]) -> str | None:
    if not named:
        return None
    longest = max(named, key=len)
    return longest if all(longest.startswith(code) for code in named) else None


def _is_one(row: str) -> bool:
    """Whether a row is one thing wherever it is printed; 行政运行 is the name of many 项."""
    return "/" in row or function_by_path(row) is not None or row not in _subject_names()


@cache
def _subject_names() -> frozenset[str]:
    return frozenset(subject.name for subject in functional_subjects())


def repeats(book: Book) -> Iterator[tuple[Key, Key]]:
    """Yield (first, other) of one row printed twice in one section with two values (`row#2`)."""
    for key in book.figures:
        if "#" not in key.row:
            continue
        base = key.row.partition("#")[0]
        first = Key(key.place, base, key.column)
        if first in book and key.column in {_FINAL, "预算数", "年初预算"} and _is_one(base):
            yield first, key
