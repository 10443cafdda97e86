"""B11, C3, E7: names of subjects, beside their codes, along their paths, and in the year they were valid."""

import re
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from extractor.checks.book import Book, Figure
from extractor.checks.outcome import Outcome, Quote, Severity, held, missing
from extractor.checks.rows import class_names
from extractor.checks.source import Passage, PrintedName
from schemas.subjects import economic_by_code, function_by_code, function_by_path, is_name_of
from schemas.vocabulary import Subject, functional_subjects

Tries = Iterator[Outcome]
_CODED = ("T2", "T3", "T5", "T6", "T8", "T9")
_ALIKE = 0.8
"""Similarity from which an unknown name is taken for a damaged known one (difflib ratio)."""
_LOOSE = re.compile(r"[（）()《》“”\"\s、，]|^[一二三四五六七八九十]+、|^其中[:：]?")
_RENAMED = {"210": 2019, "207": 2019, "20805": 2020}
"""Subjects by code and the first fiscal year of their present name (schemas/data/subjects_functional.csv)."""
_REFORMED = 2019
"""Fiscal year from which classes of spending are divided as the list of subjects has them."""
_SETTLED = 2022
"""Fiscal year from which no subject of the list bears an old name that the list does not know."""


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return _LOOSE.sub("", name)


def b11(book: Book) -> Tries:
    """The name beside a code is the code's: in the dictionary, or as the report's other forms print it."""
    found = _found(book)
    if not found:
        yield missing("B11", "编码与名称同行的表")
        return
    if book.brief:
        found = yield from _in_brief(found)
    printed = [one if isinstance(one, PrintedName) else _beside(book, one) for one in found.values()]
    by_code: dict[str, list[PrintedName]] = defaultdict(list)
    for one in printed:
        by_code[one.code if one.place != "T6" else f"T6 {one.code}"].append(one)
    unknown = [one for one in printed if one.place == "T6" and not economic_by_code(one.code[:3])]
    if unknown:
        yield _no_code(unknown)
    for alike in by_code.values():
        for one in alike:
            if one not in unknown:
                yield _beside_code(book, one, alike)


_Found = dict[tuple[str, str], Figure | PrintedName]
"""(form, code) -> what tells the name beside the code."""


def _found(book: Book) -> _Found:
    """Return what tells the name beside a code, one a form and code; figures that carry their row's name first."""
    found: _Found = {}
    place = row = ""
    for key, figure in book.figures.items():
        if (key[1] != row or key[0] != place) and figure.label and figure.evidence and key[1].isdigit():
            place, row, _ = key
            found.setdefault((place, row), figure)
    labelled = {place for place, _ in found}
    unlabelled = [place for place in _CODED if place == "T6" or place not in labelled]
    for name in book.source.names(*unlabelled) if book.source else ():
        found.setdefault((name.place, name.code), name)
    return found


def _in_brief(found: _Found) -> Generator[Outcome, None, _Found]:
    """Yield what all forms agree on, counted; return the names that are to be looked at one by one."""
    names: dict[tuple[bool, str], list[str]] = {}
    for (place, code), one in found.items():
        names.setdefault((place == "T6", code), []).append(one.name if isinstance(one, PrintedName) else one.label)
    known, doubted = 0, set()
    for (economic, code), alike in names.items():
        subject = (economic_by_code if economic else function_by_code)(code)
        one_name = alike.count(alike[0]) == len(alike)
        if subject is not None and all(_is_named(subject, name) for name in (alike[:1] if one_name else alike)):
            known += len(alike)
        elif subject is None and one_name and not economic:
            yield _unlisted(code, len(alike))
        else:
            doubted.add(code)
    yield held("B11", known)
    return {where: one for where, one in found.items() if where[1] in doubted}


def _unlisted(code: str, times: int = 1) -> Outcome:
    return Outcome("B11", "not_checked", note=f"缺 编码 {code} 的标准名称", times=times)


def _beside(book: Book, figure: Figure) -> PrintedName:
    """Return the name that a figure carries from beside its code."""
    first, numbers = figure.evidence[0], book.source.numbers if book.source else {}
    quote = Quote(numbers.get(first.document, 0), first.start, first.end)
    return PrintedName(figure.key.place, figure.key.row, figure.label, quote)


def _beside_code(book: Book, one: PrintedName, alike: Sequence[PrintedName]) -> Outcome:
    """Try one name; `alike`: all names printed beside the code."""
    subject = (economic_by_code if one.place == "T6" else function_by_code)(one.code)
    key = book.first(one.place, one.code)
    keys = () if key is None else (key,)
    if subject is not None and _is_named(subject, one.name):
        return Outcome("B11", "pass", keys, place=one.place, printed=one.name)
    others = [other.name for other in alike if other.place != one.place]
    severity: Severity | None = None
    if subject is None:
        other = next((name for name in others if _plain(name) != _plain(one.name)), None)
        if other is None or len(others) < 2 or len(set(map(_plain, others))) > 1:
            return _unlisted(one.code)
        note = f"其他表同一编码的名称是“{other}”"
        severity = "info" if _is_piece(one.name, other) or _is_piece(other, one.name) else None
    else:
        alone = all(_plain(name) == _plain(one.name) for name in others)
        slight = (others and alone) or _is_cut(subject, one.name) or (alone and _is_short(subject, one.name))
        differs = any(_is_named(subject, other) for other in others)
        old = one.place != "T6" and not differs and _may_be_old(book, subject, one.name)
        severity = "info" if slight or old else "warning"
        note = f"编码 {one.code} 的名称是“{subject.name}”"
    return Outcome(
        "B11",
        "fail",
        keys,
        blame=key,
        cause="wrong_name",
        severity=severity,
        note=note,
        quotes=(one.quote,),
        place=one.place,
        kind="misread",
        printed=one.name,
    )


def _no_code(unknown: list[PrintedName]) -> Outcome:
    """Codes of T6 under no 类 of the economic classification: one damage, as a rule."""
    told = "、".join(f"{one.code} {one.name}" for one in unknown)
    return Outcome(
        "B11",
        "fail",
        cause="ocr_digit",
        note=f"支出经济分类没有这些编码：{told}",
        quotes=tuple(one.quote for one in unknown),
        place="T6",
        kind="misread",
    )


def _is_named(subject: Subject, name: str) -> bool:
    return (
        name == subject.name
        or is_name_of(subject, name)
        or _plain(subject.name).removesuffix("支出") == _plain(name).removesuffix("支出")
        or any(_plain(old).removesuffix("支出") == _plain(name).removesuffix("支出") for old in subject.old_names)
    )


def _is_cut(subject: Subject, name: str) -> bool:
    """Whether a printed name is a piece of the subject's: a cell that was cut off, not a wrong name."""
    return _is_piece(name, subject.name) and len(_plain(subject.name)) - len(_plain(name)) > 2


def _is_piece(name: str, whole: str) -> bool:
    return len(_plain(name)) >= 3 and _plain(name) in _plain(whole)


def _may_be_old(book: Book, subject: Subject, name: str) -> bool:
    """Whether a name may be one that the list does not know, of a year before the subject was renamed."""
    if book.year is None or book.year >= _SETTLED or any(is_name_of(s, name) for s in functional_subjects()):
        return False
    return book.year < _REFORMED or not _similar(subject.name, name)


def _is_short(subject: Subject, name: str) -> bool:
    """Whether a printed name only leaves out 的, 和 and the like: 其他商品服务支出."""
    letters = iter(_plain(subject.name))
    plain = _plain(name)
    return 4 * len(plain) >= 3 * len(_plain(subject.name)) and all(letter in letters for letter in plain)


def c3(book: Book) -> Tries:
    """类/款/项 names of the narrative lead to a subject of the classification, or to one that T5 prints."""
    rows = [row for row in book.rows("S5") if row.count("/") == 2]
    if not rows:
        yield missing("C3", "正文的类、款、项")
    for row in rows:
        yield _path(book, row.partition("#")[0], row)


def _path(book: Book, path: str, row: str) -> Outcome:
    key = next(key for key in book.figures if key.place == "S5" and key.row == row)
    if function_by_path(path):
        return Outcome("C3", "pass", (key,), blame=key)
    kind, group, item = path.split("/")
    wrong = _wrong_path(kind, group, item)
    if wrong is None:
        return missing("C3", f"{path} 的标准名称")
    slight = (book.year is not None and book.year < _REFORMED) or not (
        wrong.sure or _is_printed(book, wrong.code, item)
    )
    severity: Severity | None = "info" if slight else None
    return Outcome("C3", "fail", (key,), blame=key, cause=wrong.cause, severity=severity, note=wrong.note)


class _Wrong(NamedTuple):
    """Why names cannot lead to a subject. `code`: the subject that is meant; `sure`: no other can be."""

    cause: str
    note: str
    code: str = ""
    sure: bool = True


def _is_printed(book: Book, code: str, item: str) -> bool:
    """Whether T5 prints a code, and nowhere the name of an item: the list may lack the item, T5 does not."""
    names = [book.figures[key].label for printed in book.codes("T5") if (key := book.first("T5", printed))]
    return code in book.codes("T5") and not any(_plain(name) == _plain(item) for name in names)


def _wrong_path(kind: str, group: str, item: str) -> _Wrong | None:
    """Return what is wrong where the names cannot lead to a subject; None where the list does not say."""
    groups = [s for s in functional_subjects() if s.level == "款" and is_name_of(s, group)]
    inside = [s for s in groups if (top := function_by_code(s.code[:3])) and is_name_of(top, kind)]
    if groups and not inside:
        top = function_by_code(groups[0].code[:3])
        known_class = kind in class_names() or f"{kind}支出" in class_names()
        return _Wrong("wrong_subject_path", f"款“{group}”属于类“{top.name}”", sure=known_class) if top else None
    if not groups:
        return _damaged_group(kind, group, item)
    items = [s for s in functional_subjects() if s.level == "项" and s.code[:5] in {g.code for g in inside}]
    near = [s for s in items if _similar(s.name, item)]
    known = any(is_name_of(s, item) for s in functional_subjects() if s.level == "项")
    general = _damaged_general(item)
    sure = general is not None and len(item) <= len(general)
    if near and not known:
        return _Wrong("wrong_name", f"项的名称应是“{near[0].name}”", near[0].code, sure=sure)
    return _Wrong("wrong_name", f"项的名称应是“{general}”", sure=sure) if general and not known else None


_GENERAL = ("行政运行", "一般行政管理事务", "机关服务", "事业运行")
"""项 that most 款 have; the list of subjects does not hold all of them."""


def _damaged_general(item: str) -> str | None:
    return next((name for name in _GENERAL if item != name and _similar(name, item)), None)


def _damaged_group(kind: str, group: str, item: str) -> _Wrong | None:
    """An unknown 款 whose 项 stands under one 款 of that 类 alone, with a name like it."""
    items = [s for s in functional_subjects() if s.level == "项" and is_name_of(s, item)]
    inside = [s for s in items if (top := function_by_code(s.code[:3])) and is_name_of(top, kind)]
    parents = {s.code[:5] for s in inside}
    parent = function_by_code(parents.pop()) if len(parents) == 1 else None
    return _Wrong("wrong_name", f"款的名称应是“{parent.name}”") if parent and _similar(parent.name, group) else None


def _similar(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def e7(book: Book) -> Tries:
    """Names of subjects are those of the fiscal year, in 名词解释 and in the text."""
    if book.source is None or book.year is None:
        yield missing("E7", "正文或年度")
        return
    stale = [
        (old, s, re.compile(re.escape(old.removesuffix("支出")) + r"(?:支出)?(?:（[类款]）)"))
        for s in functional_subjects()
        if s.code in _RENAMED and book.year >= _RENAMED[s.code]
        for old in s.old_names
    ]
    for passage in book.source.narrative:
        for old, subject, pattern in stale:
            for _, quote in list(passage.find(pattern))[:1]:
                yield _stale(passage, subject, quote, old)
    if not any(_mentions(passage) for passage in book.source.narrative):
        yield missing("E7", "科目名称")
    else:
        yield Outcome("E7", "pass", place="S14")


def _mentions(passage: Passage) -> bool:
    return "（类）" in passage.flat.text or "（款）" in passage.flat.text


def _stale(passage: Passage, subject: Subject, quote: Quote, old: str) -> Outcome:
    note = f"旧科目名“{old}”，{_RENAMED[subject.code]} 年起为“{subject.name}”"
    return Outcome(
        "E7", "fail", cause="wrong_name", note=note, quotes=(quote,), place=passage.place, kind="template", printed=old
    )
