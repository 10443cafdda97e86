"""S0 by its sentences: a phrase before a figure is parsed whole, word by word; a word nobody knows silences it."""

import re

from extractor.numbers import Number, numbers_in
from extractor.sentences.claim import Claim
from extractor.sentences.cutting import Clause, clauses_of

_KINDS = (
    ("养老保险基金发放的离退休", "由?养老保险基金发放(?:养老金)?的?离退休(?:人员|干部)?"),
    ("离退休", "离退休(?:人员|干部|职工)?"),
    ("离休", "离休(?:人员|干部)?"),
    ("退休", "退休(?:人员|干部|职工)?"),
    ("事业", "非参公(?:管理)?(?:事业)?(?:人员|编制)?"),
    ("参公", "参照公务员(?:法)?管理(?:的)?(?:事业)?(?:单位)?(?:人员|编制)?|参公(?:管理)?(?:事业)?(?:人员|编制)?"),
    ("行政", "行政(?:在职)?(?:人员|编制)?"),
    ("事业", "(?:全额拨款|差额拨款)?事业(?:在职)?(?:人员|编制)?"),
    ("在职", "(?:在职|在编)(?:人员|职工|人数)?"),
    ("学生", "学生(?:人数|数)?"),
    ("其他", "其他人员"),
)
_WORD = re.compile(
    "|".join(f"(?P<k{at}>{pattern})" for at, (_, pattern) in enumerate(_KINDS))
    + r"|(?P<posts>(?:人员)?编制(?:总?人?数)?|核定编制)|(?P<heads>实有(?:人员|人数|在职人员|在职职工|职工|人)?(?:总?数)?)"
    + r"|(?P<up>增加|增)(?:了)?|(?P<down>减少|减)(?:了)?"
    + r"|(?P<frame>20\d\d年度?末?|截至|年末|年底|末|底|其中|另有|另|有|共有|共|合计|总计|分别|为|：|、|和|及|以及|与|管理的|单位管理的"
    + r"|本部门|本单位|我局|我单位|部门|单位|现有|核定|总?数|人员)"
)
_IN_POST = frozenset({"在职", "离休", "退休", "离退休", "学生", "其他", "养老保险基金发放的离退休"})
_OWNER = re.compile(r"^[\u4e00-\u9fff]{2,40}?(?:局|委|厅|办|院|会|站|社|心|校|队|所|部|处|馆|本级)(?:本级|市本级|机关)?(?=\d|年|核|编|实|行|共|人|内)")
_UNITS = (
    ("决算单位", "行政单位个数", re.compile(r"(?:其中|包括|：|、|有|为)*行政单+位(?:共)?(?:有)?$")),
    ("决算单位", "事业单位个数", re.compile(r"(?:其中|包括|：|、|有|为)*事业单位(?:共)?(?:有)?$")),
    ("决算单位", "二级预算单位个数", re.compile(r"(?:的|下属|所属|其中|有)*二级(?:预算)?单位(?:共)?(?:有)?$")),
    ("内设机构", "个数", re.compile(r"内设(?:机构|科室|处室|股室|部门)(?:共)?(?:有|为)?$")),
    ("决算单位", "个数", re.compile(r"(?:决算|预算|编报|汇编|汇总)[^，。；]{0,8}单位(?:共计|共有|共|合计)?(?:有)?$|编报单位(?:共)?$")),
)


def read_people_of(text: str) -> list[Claim]:
    """Return what the sentences of S0's flat text claim: 决算单位, 内设机构, 人员编制, 实有人员."""
    claims: list[Claim] = []
    row: str | None = None
    for clause in clauses_of(text, numbers_in(text)):
        if clause.first:
            row = None
        number = clause.number
        if number is None:
            heads = "编制" in clause.words or "实有" in clause.words
            row = None if heads else row
            continue
        if number.unit in {"人", "名"}:
            claim = _person(number, clause, row)
            row = claim.row if claim else None
        else:
            claim = _unit(number, clause.words, text)
        claims += [claim] if claim else []
    return sorted(claims, key=lambda claim: claim.number.start)


def _person(number: Number, clause: Clause, row: str | None) -> Claim | None:
    words = clause.words.strip("\n")
    position, kind, named, change = 0, None, row, None
    while position < len(words):
        word = _WORD.match(words, position)
        if not word:
            owner = _OWNER.match(words) if position == 0 else None
            if not owner:
                return None
            position = owner.end()
            continue
        position = word.end()
        which = word.lastgroup or ""
        if which.startswith("k"):
            kind = _KINDS[int(which[1:])][0]
            if kind in _IN_POST and named != "人员编制":
                named = "实有人员"
        elif which in {"posts", "heads"}:
            named, kind = ("人员编制" if which == "posts" else "实有人员"), None
            kind = "在职" if "在职" in word[0] else kind
        elif which in {"up", "down"}:
            change = which
    if kind in {"行政", "事业", "参公"} and re.search("编制", words):
        named = "人员编制"
    if named is None or (kind is None and named == row and not change):
        return None
    column = (kind or "") + "比上年增减" if change else kind or "合计"
    return Claim(number, named, column, change == "down", "people")


def _unit(number: Number, words: str, text: str) -> Claim | None:
    if number.unit not in {"个", "家"}:
        return None
    behind = text[number.after : number.after + 8]
    if re.match(r"二级(?:预算)?单位", behind):
        return Claim(number, "决算单位", "二级预算单位个数", False, "units")
    for row, column, pattern in _UNITS:
        if pattern.search(words) and not re.match(r"[\u4e00-\u9fff]", behind):
            return Claim(number, row, column, False, "units")
    return None
