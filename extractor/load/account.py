"""Is this a departmental final account (决算), a budget (预算), or neither? Asked of the text, never of the name.

A final account speaks of budgets all the time (年初预算数, 一般公共预算, 完成预算的), often more than of 决算. So the
bare words are not counted. What tells is what only one of the two prints: the titles of its statutory forms, the
headings of its explanation, and the phrases for money that was spent or is going to be.
"""

import re
from typing import NamedTuple

from extractor.errors import BudgetReport, NotAnAccount, ScannedInput
from extractor.load.pdf import page_list, unread_pages
from extractor.load.pictures import OCR_REMEDY
from schemas.document import Document

_FINAL = re.compile(
    r"(?:部门|单位|本级|年度)决算(?:公开|报表|报告|表|情况|说明|收支|编[制报])?"
    r"|(?:收入|支出|收支)决算(?:情况|总表|汇总表|明细表|表|总体|说明)"
    r"|决算(?:情况|公开)(?:的)?说明"
    r"|(?:支出|收入)决算(?:数)?(?:为)?\d"
    r"|(?<!上年)(?<!去年)决算数"
    r"|财决\d"
    r"|年末结转和结余"
    r"|完成(?:年初|全年|调整|当年)?预算(?:数)?的?\d"
)
_STATEMENT = re.compile(
    r"(?:收入|支出)决算(?:总|汇总|明细)?表"
    r"|决算(?:收支)?(?:增减变化)?情况(?:的)?说明|(?:部门|单位)决算说明"
    r"|支出决算(?:为)?\d|(?<!上年)(?<!去年)决算数"
)
_BUDGET = re.compile(
    r"(?:部门|单位|本级|年度)预算(?:公开|报表|草案|收支|安排|表|情况|说明)"
    r"|\d{4}年(?:度)?(?:部门|单位|收支)?预算(?=[^数执指绩管编]|$)"
    r"|(?:部门|单位)?(?:收入|支出|收支)预算(?:情况|总表|汇总表|明细表|表|总体|说明|安排)"
    r"|(?:部门|单位)?(?:收支|收入|支出)总表|财政拨款收支总表|一般公共预算(?:基本)?支出(?:情况)?表"
    r"|预算(?:安排|收支)?(?:总体)?情况(?:的)?说明|预算草案"
    r"|(?:当年|本年|年初)?预算(?:拟)?安排\d|(?:收入|支出)预算(?:数)?(?:为)?\d"
)
_FIGURE = re.compile(r"\d[\d,，]{0,30}\.\d\d?(?!\d|\.)|\d(?:万|亿)?元")

_CELL_FIGURE = re.compile(r"(?:^|\t)[-(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d{3,}|\d+(?=\.\d))(?:\.\d+)?[)）]?(?=\t|$)", re.M)
"""A cell that is a figure; the one or two digits of a line number are none."""

MIN_FIGURES = 3
"""Amounts below which a text states no account, e.g. a regulation about accounts. Forms full of 0.00 have enough."""

MIN_SIGNS = 2
"""Phrases of a final account that a text must have; the barest report of the samples has a dozen."""

OVERWHELMING = 2
"""A text with both kinds of phrases is a budget only if its budget phrases are more than this many times as many."""


class Signs(NamedTuple):
    """How many telling phrases a text has."""

    final: int
    statements: int
    """Those of them that only an account itself prints: titles of forms, headings of the explanation, 决算数."""
    budget: int
    figures: int


def signs(text: str) -> Signs:
    """Count the telling phrases of `text`; white space is ignored, for lines break inside titles."""
    solid = "".join(text.split()).replace("決", "决").replace("預", "预")
    solid = re.sub("预决算|预、决算", "", solid)
    return Signs(*(len(pattern.findall(solid)) for pattern in (_FINAL, _STATEMENT, _BUDGET, _FIGURE)))


def _figures_in_tables(document: Document) -> int:
    return sum(len(_CELL_FIGURE.findall(document.text[grid.start : grid.end])) for grid in document.grids)


def require_final_account(document: Document) -> None:
    """Return if `document` is a departmental final account, whole or in part.

    Raises BudgetReport where it is a budget, ScannedInput where the account may stand on pages that are pictures,
    NotAnAccount where nothing speaks of one. In doubt it is taken for an account: a record that is empty says so
    itself, a refusal ends the work.
    """
    found = signs(document.text)
    if found.budget >= MIN_SIGNS and found.budget > OVERWHELMING * found.final:
        raise BudgetReport(
            "这是部门预算，不是部门决算",
            where=document.name,
            remedy="请改用同一部门的决算公开文件（标题一般是“某年度部门决算”）",
        )
    if found.final >= MIN_SIGNS and found.statements and found.figures >= MIN_FIGURES:
        return
    if found.statements and _figures_in_tables(document) >= MIN_FIGURES:  # forms alone, perhaps a single one
        return
    if unread := unread_pages(document):
        where = f"{document.name}，{page_list(unread)}"
        raise ScannedInput("读到的文字里没有决算，而有的页面是图片", where=where, remedy=OCR_REMEDY)
    raise NotAnAccount(
        "没有找到部门决算的内容",
        where=document.name,
        remedy="请确认文件是部门（单位）决算公开报告；如果网页正文只有附件链接，请下载附件后读取附件",
    )
