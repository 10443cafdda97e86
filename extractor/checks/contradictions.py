"""Sentences that contradict each other: a share of the wrong purchases (D12), an evaluation that was and was not (D16)."""

import re
from collections.abc import Iterator

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome

Tries = Iterator[Outcome]
_CONTRACT = re.compile(
    r"(?P<kind>货物|工程|服务)采购?授予中小企业(?:的)?合同金额[，,]?(?:占|为)(?P<of>货物|工程|服务)(?:采购)?支出"
)


def d12_bases(book: Book) -> Tries:
    """货物、工程、服务中小企业合同 are each a share of their own kind of purchase."""
    for passage in book.source.of("S11") if book.source else ():
        for match, quote in passage.find(_CONTRACT):
            key = Key("S11", f"{match['kind']}中小企业合同", "占比")
            wrong = match["kind"] != match["of"]
            yield Outcome(
                "D12",
                "fail" if wrong else "pass",
                (key,) if key in book else (),
                blame=key if key in book else None,
                cause="wrong_base",
                severity="warning",
                note=f"应为占{match['kind']}支出",
                quotes=(quote,),
                place="S11",
                kind="template",
            )


_NO_EVALUATION = re.compile(
    r"(?:本部门|本单位|我局|我单位)?(?:20\d\d年度?)?(?:无|没有|未开展|未组织)[^。，；\d]{0,12}(?:部门(?:重点)?(?:绩效)?评价)(?:项目)?(?:结果|情况|工作)?"
)


def d16_evaluation(book: Book) -> Tries:
    """A report that evaluated projects does not say that it evaluated none."""
    key = Key("S13", "部门评价项目", "个数")
    if key not in book or not book.value(key) or book.source is None:
        return
    for passage in book.source.of("S13"):
        for _, quote in passage.find(_NO_EVALUATION):
            note = f"前文说对 {book.figures[key].printed} 个项目开展了部门评价，此处说没有"
            yield Outcome(
                "D16",
                "fail",
                (key,),
                blame=key,
                severity="warning",
                cause="other",
                note=note,
                quotes=(quote,),
                place="S13",
            )
