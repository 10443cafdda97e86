"""Two fictional documents with every verdict and every kind in them, written out as tables.

A line of gold:   place row column printed unit [o]    o: the annotator gave offsets
                  place row column -                   the document does not give it; `decoy` where nobody labelled it
A line given:     place row column printed unit cited  cited: the phrase of the text that is cited, its digits marked
                  by ‹›; `“…”` is a quote without offsets; `-` nothing
"""

import re
from decimal import Decimal

from evals.scoring.leaf import GoldLeaf, PredictedLeaf
from evals.scoring.source import SourceText, Span
from extractor.numbers import SCALE, parse

TEXTS = {
    "甲": {
        "S0": "本馆实有18人。",
        "S1": "收入总计1,284.50万元，支出总计1,284.50万元，本年收入1,200.00万元，本年支出1,198.37万元，"
        "年初结转和结余84.50万元，即845,012.00元。",
        "S2": "财政拨款收入900.00万元，年初预算870.00万元，事业收入250.00万元，其他收入50.00万元，增加8.00万元，"
        "经营收入31.26万元，上级补助收入5.00万元。",
        "S3": "基本支出700.00万元，上年660.00万元，项目支出498.37万元，上缴上级支出66.60万元。",
        "S8": "本馆无政府性基金收支。",
        "S9": "本馆无国有资本经营收支。",
    },
    "乙": {
        "T3": "208\t社会保障和就业支出\t12.00\n2080501\t行政单位离退休\t10.00\n",
        "S5": "社会保障和就业支出（类）行政事业单位养老支出（款）10.00万元，卫生健康支出7.00万元，年初预算6.00万元。",
    },
}

GOLD = {
    "甲": """
        S0 实有人员 合计 unscored
        S1 收入总计 决算数 1,284.50 万元 收入总计‹1,284.50›
        S1 支出总计 决算数 1,284.50 万元
        S1 本年收入 决算数 1,200.00 万元
        S1 本年支出 决算数 1,198.37 万元
        S1 年初结转和结余 决算数 84.50 万元
        S1 结余分配 决算数 decoy
        S2 财政拨款收入 决算数 900.00 万元
        S2 财政拨款收入 年初预算 870.00 万元
        S2 事业收入 决算数 250.00 万元
        S2 其他收入 决算数 50.00 万元
        S2 其他收入 比上年增减额 8.00 万元
        S2 经营收入 决算数 31.26 万元
        S2 上级补助收入 决算数 5.00 万元
        S2 附属单位上缴收入 决算数 decoy
        S3 基本支出 决算数 700.00 万元 基本支出‹700.00›
        S3 基本支出 上年决算数 660.00 万元
        S3 项目支出 决算数 498.37 万元
        S3 上缴上级支出 决算数 66.60 万元
        S3 经营支出 决算数 absent
        S8 空表 声明 empty
        S9 空表 声明 empty
    """,
    "乙": """
        T3 208 本年支出合计 12.00 万元 ‹12.00›
        T3 2080501 本年支出合计 10.00 万元 行政单位离退休\t‹10.00›
        S5 社会保障和就业支出/行政事业单位养老支出 决算数 10.00 万元 （款）‹10.00›
        S5 卫生健康支出 决算数 7.00 万元 ‹7.00›
        S5 卫生健康支出 年初预算 6.00 万元 ‹6.00›
        S5 住房保障支出 决算数 decoy
    """,
}

GIVEN = {
    "甲": """
        S0 实有人员 合计 18 人 ‹18›
        S1 收入总计 决算数 1,284.50 万元 收入总计‹1,284.50›
        S1 收入总计 增幅 3.00 % -
        S1 收入总计#2 决算数 1,284.50 万元 支出总计‹1,284.50›
        S1 支出总计 决算数 -1,284.50 万元 支出总计‹1,284.50›
        S1 本年收入 决算数 120.00 万元 ‹1,200.00›
        S1 本年支出 决算数 1,198 万元 ‹1,198.37›
        S1 年初结转和结余 决算数 845,012.00 元 ‹845,012.00›
        S1 罚没收入 决算数 1.11 万元 -
        S2 财政拨款收入 决算数 900.00 万元 ‹900.00›
        S2 财政拨款收入 年初预算 900.00 万元 ‹900.00›
        S2 事业收入 决算数 900.00 万元 ‹900.00›
        S2 事业收入 年初预算 870.00 万元 ‹870.00›
        S2 其他收入 决算数 42.00 万元 -
        S2 其他收入 比上年增减额 8.00 万元 “增加8.00万元”
        S2 经营收入 决算数 31.62 万元 ‹31.26›
        S2 附属单位上缴收入 决算数 900.00 万元 ‹900.00›
        S3 基本支出 决算数 700.00 万元 -
        S3 基本支出 上年决算数 700.00 万元 ‹700.00›
        S3 项目支出 决算数 1,200.00 万元 ‹1,200.00›
        S3 上缴上级支出 决算数 123.45 万元 -
        S3 经营支出 决算数 777.77 万元 -
        S9 国有资本经营支出 决算数 0 万元 -
    """,
    "乙": """
        T3 208 本年支出合计 12.00 万元 ‹12.00›
        T3 208.05.01行政单位离退休 本年支出合计 10.00 万元 行政单位离退休\t‹10.00›
        S5 社会保障和就业支出（类）/行政事业单位养老支出（款） 决算数 10.00 万元 （款）‹10.00›
        S5 医疗卫生支出 决算数 7.00 万元 ‹7.00›
        S5 医疗卫生支出 年初预算 6.60 万元 ‹6.00›
    """,
}

EMPTY = {"甲": {"S8"}, "乙": set()}

VERDICTS = {
    # place row column: letter strict kind | cited? supported?  (+ yes, - no, . not asked)
    "甲": """
        S1 收入总计 决算数            C C .                   + +
        S1 收入总计 增幅              H H invented_field      . -
        S1 支出总计 决算数            W W sign                . +
        S1 本年收入 决算数            W W unit                . -
        S1 本年支出 决算数            W W rounding            . -
        S1 年初结转和结余 决算数      W W rounding            . +
        S1 结余分配 决算数            N N .                   . .
        S1 罚没收入 决算数            H H invented_row        . -
        S2 财政拨款收入 决算数        C C .                   + +
        S2 财政拨款收入 年初预算      W W column_swap         . +
        S2 事业收入 决算数            W W row_swap            . +
        S2 事业收入 年初预算          H H grounded_elsewhere  . +
        S2 其他收入 决算数            W W year_swap           . -
        S2 其他收入 比上年增减额      C C .                   + +
        S2 经营收入 决算数            W W digit               . -
        S2 上级补助收入 决算数        O O .                   . .
        S2 附属单位上缴收入 决算数    H H grounded_elsewhere  . +
        S3 基本支出 决算数            C C .                   - -
        S3 基本支出 上年决算数        W W year_swap           . +
        S3 项目支出 决算数            W W label               . +
        S3 上缴上级支出 决算数        W W other               . -
        S3 经营支出 决算数            H H ungrounded          . -
        S8 空表 声明                  C C .                   . .
        S9 空表 声明                  O O .                   . .
        S9 国有资本经营支出 决算数    H H invented_row        . -
    """,
    "乙": """
        T3 208 本年支出合计                                   C C .      + +
        T3 2080501 本年支出合计                               C W .      + +
        S5 社会保障和就业支出/行政事业单位养老支出 决算数     C W .      + +
        S5 卫生健康支出 决算数                                C W .      + +
        S5 卫生健康支出 年初预算                              W W digit  . -
        S5 住房保障支出 决算数                                N N .      . .
    """,
}


def source(name):
    text, sections = "", []
    for place, passage in TEXTS[name].items():
        sections.append(Span(len(text), len(text) + len(passage), place))
        text += passage
    return SourceText(text, tuple(sections))


def lines(table):
    """The words of each line; a tab stays inside a word."""
    return [re.split(r"[ \n]+", line.strip(" ")) for line in table.split("\n") if line.strip()]


def _value(printed, unit):
    return parse(printed) * SCALE.get(unit, 1)


def _span(phrase, text):
    before, digits, after = re.fullmatch(r"(.*)‹(.*)›(.*)", phrase, re.DOTALL).groups()
    assert text.count(before + digits + after) == 1 or not before
    start = text.index(before + digits + after) + len(before)
    return start, start + len(digits)


def gold(name):
    text = source(name).text
    leaves = []
    for place, row, column, printed, *rest in lines(GOLD[name]):
        key = place, row, column
        if printed in ("unscored", "absent", "decoy", "empty"):
            state = {"decoy": "absent", "empty": "declared_empty"}.get(printed, printed)
            leaves.append(GoldLeaf(key, state, decoy=printed == "decoy"))
            continue
        unit, *cited = rest
        start, end = _span(cited[0], text) if cited else (None, None)
        leaves.append(GoldLeaf(key, "value", _value(printed, unit), printed, unit, start, end))
    return leaves


def given(name):
    text = source(name).text
    leaves = []
    for place, row, column, printed, unit, cited in lines(GIVEN[name]):
        start, end, quote = None, None, None
        if cited.startswith("“"):
            quote = cited[1:-1]
        elif cited != "-":
            start, end = _span(cited, text)
        key = place, row, column
        leaves.append(PredictedLeaf(key, Decimal(_value(printed, unit)), printed, unit, start, end, quote))
    return leaves


def expected(name):
    return {
        (place, row, column): (letter, strict, None if kind == "." else kind, _asked(cited), _asked(supported))
        for place, row, column, letter, strict, kind, cited, supported in lines(VERDICTS[name])
    }


def _asked(mark):
    return {"+": True, "-": False, ".": None}[mark]
