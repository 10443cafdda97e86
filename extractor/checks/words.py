"""C4, C5, E1–E6, E8 and what sentences alone give away: lists, declarations, templates, years, doubled words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, missing
from extractor.checks.rows import codes
from extractor.checks.source import Passage
from schemas.subjects import economic_by_code
from schemas.vocabulary import economic_subjects

Tries = Iterator[Outcome]
_LIST = re.compile(
    r"(?P<half>人员经费|公用经费|公用支出)[^。；]{0,60}?(?:主要包括|包括|主要用于)[：:]?(?P<list>[^。；]{6,400})"
)
_FEW = 5
"""款 with money below which T6 is not read well enough to hold a list against it."""
_TOLERATED = 2
"""Names of a list that T6 may lack before the list counts as a template left as it was."""


def c4(book: Book) -> Tries:
    """A list without amounts ("主要包括") names the 款 of T6 that have money."""
    paid = [code for code in codes(book, "T6") if len(code) == 5 and book.value(Key("T6", code, "决算数"))]
    passages = list(book.source.of("S6")) if book.source else []
    if len(paid) < _FEW or not passages:
        yield missing("C4", "基本支出决算表的款，或正文所列的款")
        return
    names = {economic.name for code in paid if (economic := economic_by_code(code))}
    for passage in passages:
        for match, quote in passage.find(_LIST):
            told = _told(match["list"])
            if len(told) >= 3 and not re.search(r"\d+(?:\.\d+)?(?:万?元)", match["list"]):
                idle = [name for name in told if name not in names]
                note = f"所列{len(idle)}项在基本支出决算表中没有数：{'、'.join(idle[:6])}"
                wrong = len(idle) > _TOLERATED
                yield Outcome(
                    "C4",
                    "fail" if wrong else "pass",
                    cause="template_left",
                    note=note,
                    quotes=(quote,),
                    place="S6",
                )


def _told(listed: str) -> list[str]:
    known = {subject.name for subject in economic_subjects() if subject.level == "款"}
    words = [re.sub(r"^(?:其中[：:]?|和|及|以及)|等?(?:支出)?$", "", word) for word in re.split(r"[、，,和及]", listed)]
    return [word for word in words if word in known]


_NO_MONEY = re.compile(r"(?:没有|无|未发生|未安排)[^。；]{0,60}(?:收支|支出|收入|经费|拨款)[^。；）]{0,40}")
_FUND, _CAPITAL = "政府性基金", "国有资本"
_WRONG_FUND = {"T8": (_FUND, _CAPITAL), "S8": (_FUND, _CAPITAL), "T9": (_CAPITAL, _FUND), "S9": (_CAPITAL, _FUND)}


def c5(book: Book) -> Tries:
    """A form is empty exactly where it is declared empty, and the declaration speaks of its own fund."""
    tried = False
    for place in ("T8", "T9"):
        told = f"S{place[1]}"
        if place in book.found and (place in book.empty or (told in book.empty and _speaks_of_own(book, told))):
            tried = True
            key = next((key for key in book.figures if key.place == place and book.value(key)), None)
            verdict = "fail" if key else "pass"
            note = "声明为空表，表中却有数"
            yield Outcome("C5", verdict, (key,) if key else (), blame=key, note=note, cause="other")  # type: ignore[arg-type]
    for passage in book.source.of(*_WRONG_FUND) if book.source else ():
        own, other = _WRONG_FUND[passage.place]
        both = _covers_both(book, passage)
        for match, quote in passage.find(_NO_MONEY):
            tried = True
            text = match[0]
            mixed = re.search(rf"一般公共预算财政拨款“?(?:{_FUND}|{_CAPITAL})", text)
            wrong = mixed or (other in text and own not in text and not both)
            yield Outcome(
                "C5",
                "fail" if wrong else "pass",
                cause="template_left",
                note=f"此处应说{own}{'预算' if own == _FUND else '经营预算'}",
                quotes=(quote,),
                place=passage.place,
                blame=Key(passage.place, "空表", "声明"),
                kind="template",
            )
    if not tried:
        yield missing("C5", "空表声明")


def _covers_both(book: Book, passage: Passage) -> bool:
    """Whether a section may rightly say that there is no money of the other fund: it speaks of both funds, by its title
    or a declaration of each, or its own fund has money and needs none; and the other one has no money."""
    own, other = _WRONG_FUND[passage.place]
    if _has_money(book, other):
        return False
    titled = own in passage.section.title and other in passage.section.title
    return titled or _has_money(book, own) or any(own in match[0] for match, _ in passage.find(_NO_MONEY))


def _has_money(book: Book, fund: str) -> bool:
    form = "T8" if fund == _FUND else "T9"
    return any(book.value(key) for column in book.columns(form) for key in book.cells(form, column).values())


def _speaks_of_own(book: Book, told: str) -> bool:
    """Whether a section that is declared empty says so of its own fund, not of the other one that it covers too."""
    own, other = _WRONG_FUND[told]
    passages = book.source.of(told) if book.source else ()
    said = [match[0] for passage in passages for match, _ in passage.find(_NO_MONEY)]
    return not said or any(own in text or other not in text for text in said)


_PLACEHOLDER = re.compile(
    r"(?:[XＸ]{2,}|[x]{2,}|[×]{2,}|[○〇]{2,}|\*{3,})(?=[万亿元平方米年月日个辆台次人%％市县区局]|部门|单位|项)"
)
_TEMPLATE = re.compile(
    r"(?:增加（(?:减少|下降)）|减少（(?:增加|增长)）|增长（(?:下降|降低|减少)）|(?:下降|降低)（(?:增长|增加|上升)）|上升（下降）)"
)
_AHEAD = 24
_OTHER_YEAR = re.compile(r"(?P<year>20\d\d)年(?:度)?(?:部门|单位)?预算编制")
_NO_UNIT = re.compile(r"(?<=元，)\d+(?:\.\d+)?%(?=[。；，])")
_NO_NUMBER = re.compile(r"(?<=[）\u4e00-\u9fff])(?<!万)(?<!亿)[万亿]?元，(?=较|比|与|占)")
_NUMBERED = re.compile(r"(?:^|\n)(?P<n>\d{1,2})[.．、](?!\d)")
_HEADER = re.compile(
    r"(?:编制单位|公开部门|公开单位|部门|单位)(?:名称)?：(?!人民币|[万亿]?元)(?P<name>[\u4e00-\u9fff（）]{4,30}?)(?=公开|金额|单位|\d|\n|$)"
)
_DOUBLED_MARK = re.compile(r"。。|，，|、、|；；|，。|。；|；。|、。|。，")
_DOUBLED_WORD = re.compile(
    r"(?P<word>根据|目标|主要|本年|支出|收入|单位|部门|因为|由于|其中|包括|按照|我局|主要原因是|[局委厅单])(?P=word)"
)
_FALSE_DOUBLE = re.compile(r"主要主要|委委")


def e1(book: Book) -> Tries:
    """No placeholder is left."""
    yield from _each(book, "E1", _PLACEHOLDER, "placeholder", "占位符没有填写")


def e2(book: Book) -> Tries:
    """增加（减少） is resolved; beside a change of 0 it may stay."""
    if book.source is None:
        yield missing("E2", "正文")
        return
    for passage in book.source.narrative:
        for match, quote in passage.find(_TEMPLATE):
            if passage.place in {"S13", "S14"}:
                continue
            key = _figure_behind(book, passage, match.end())
            idle = key is None or not book.value(key)
            yield Outcome(
                "E2",
                "fail",
                () if key is None else (key,),
                blame=key,
                cause="template_left",
                severity="info" if idle else "warning",
                note="没有选定增加或减少",
                quotes=(quote,),
                place=passage.place,
                kind="template",
            )
    yield Outcome("E2", "pass", place="S1")


def _figure_behind(book: Book, passage: Passage, at: int) -> Key | None:
    told = [figure for figure in book.figures.values() if figure.key.place == passage.place]
    starts = {one.start: figure.key for figure in told for one in figure.evidence}
    return next((starts[start] for start in passage.flat.offsets[at : at + 4] if start in starts), None)


def e3(book: Book) -> Tries:
    """The budget that is spoken of is that of the fiscal year."""
    if book.source is None or book.year is None:
        yield missing("E3", "正文或年度")
        return
    told = (passage for passage in book.source.narrative if passage.place not in {"S13", "S14"})
    for passage in told:  # what is evaluated this year rightly serves next year's budget
        for match, quote in passage.find(_OTHER_YEAR):
            wrong = int(match["year"]) == book.year + 1
            yield Outcome(
                "E3",
                "fail" if wrong else "pass",
                cause="year",
                note=f"应为 {book.year} 年",
                quotes=(quote,),
                place=passage.place,
                kind="template",
                printed=match["year"],
            )
    yield Outcome("E3", "pass", place="S0")


def e4(book: Book) -> Tries:
    """The unit's name is the same wherever a form names its unit."""
    name = book.source.unit.name if book.source else None
    if book.source is None or not name:
        yield missing("E4", "单位名称")
        return
    for passage in book.source.passages:
        if passage.place[0] == "T":
            for match, quote in list(passage.find(_HEADER, passage.head))[:1]:
                same = match["name"] in name or name in match["name"]
                yield Outcome(
                    "E4",
                    "pass" if same else "rounding",
                    note=f"单位名称是“{name}”",
                    quotes=(quote,),
                    place=passage.place,
                    kind="notice",
                    cause="wrong_name",
                    printed=match["name"],
                )
    doubled = re.compile(re.escape(name + name[-1]) + r"(?!长|属|机关|党|领导|务|本级|内|办|议)")
    yield from _each(book, "E4", doubled, "other", "单位名称多字")


def e5(book: Book) -> Tries:
    """No figure lacks its word or its unit."""
    yield from _each(book, "E5", _NO_UNIT, "unit_missing", "百分数前缺“占”", weak=True)
    yield from _each(book, "E5", _NO_NUMBER, "other", "“元”前缺金额", weak=True)


def e6(book: Book) -> Tries:
    """The items of a list are numbered one after another."""
    if book.source is None:
        yield missing("E6", "正文")
        return
    for passage in book.source.narrative:
        numbered = list(passage.find(_NUMBERED))
        for (one, _), (other, quote) in pairwise(numbered):
            if one["n"] == other["n"]:
                yield Outcome(
                    "E6",
                    "rounding",
                    note=f"序号 {one['n']} 出现两次",
                    quotes=(quote,),
                    place=passage.place,
                    kind="template",
                    cause="duplicate_number",
                    printed=one["n"],
                )
    yield Outcome("E6", "pass", place="S5")


def e8(book: Book) -> Tries:
    """No mark or word is doubled."""
    yield from _each(book, "E8", _DOUBLED_MARK, "other", "标点重复", weak=True)
    yield from _each(book, "E8", _DOUBLED_WORD, "other", "文字重复", weak=True)


def _each(book: Book, check: str, pattern: re.Pattern[str], cause: str, note: str, *, weak: bool = False) -> Tries:
    """Yield a failure for every match in the narrative; a `weak` one is information only."""
    if book.source is None:
        yield missing(check, "正文")
        return
    for passage in book.source.narrative:
        for match, quote in passage.find(pattern):
            if not _FALSE_DOUBLE.fullmatch(match[0]):
                yield Outcome(
                    check,
                    "rounding" if weak else "fail",
                    cause=cause,
                    note=note,
                    quotes=(quote,),
                    place=passage.place,
                    kind="template",
                    printed=match[0],
                )
    yield Outcome(check, "pass", place="S1")
