"""Consistent reports whose wording or forms differ from the usual, beside the same with a fault that is found."""

import pytest

from tests.checks.books import REPORT, book, findings, grave, told

FUND = """
T1/政府性基金预算财政拨款收入 20.00
T1/本年收入合计 127.51
T1/收入总计 130.57
T1/城乡社区支出 20.00
T1/本年支出合计 124.69
T1/支出总计 130.57
T2/合计 本年收入合计=127.51 财政拨款收入=122.34
T2/2120899 本年收入合计=20.00 财政拨款收入=20.00
T3/合计 本年支出合计=124.69 项目支出=75.91
T3/2120899 本年支出合计=20.00 项目支出=20.00
T4/政府性基金预算财政拨款 20.00
T4/本年收入合计 122.34
T4/收入总计 124.45
T4/城乡社区支出 合计=20.00 政府性基金预算财政拨款=20.00
T4/本年支出合计 合计=120.04 一般公共预算财政拨款=100.04 政府性基金预算财政拨款=20.00
T4/支出总计 合计=124.45 一般公共预算财政拨款=104.45 政府性基金预算财政拨款=20.00
T8/合计 本年收入=20.00 本年支出=20.00 项目支出=20.00
T8/2120899 本年收入=20.00 本年支出=20.00 项目支出=20.00
S1/收入总计 130.57
S1/支出总计 130.57
S1/本年收入 127.51
S2/本年收入 127.51
S2/财政拨款收入 决算数=122.34 占比=95.95%
S2/其他收入 决算数=5.17 占比=4.05%
S3/本年支出 决算数=124.69 比上年增减额=4.52 比上年增减率=3.76%
S3/基本支出 决算数=48.78 占比=39.12%
S3/项目支出 决算数=75.91 占比=60.88%
S4/财政拨款收入 122.34
S4/财政拨款支出 120.04
"""
"""The report with 20.00 of a fund besides."""
OF_ALL = """
S5/一般公共预算财政拨款支出 年初预算=94.50 决算数=120.04 完成率=127.03% 占比=96.27%
S5/教育支出 决算数=80.63 占比=67.17%
S5/社会保障和就业支出 决算数=11.22 占比=9.35%
S5/住房保障支出 决算数=8.19 占比=6.82%
S5/城乡社区支出 决算数=20.00 占比=16.66%
S5/基本支出 48.78
S5/项目支出 71.26
"""
"""S5 as a report tells it that means all fiscal money: 财政拨款支出120.04万元."""
LISTED = """
S5/一般公共预算财政拨款支出 100.04
S5/教育支出 80.63
S5/住房保障支出 8.19
"""
HIGHER = "S5/教育支出/普通教育/高等教育 80.63"
HOUSING = "S5/住房保障支出/住房改革支出/住房公积金 8.19"
PENSIONS = "S5/社会保障和就业支出/行政事业单位养老支出/机关事业单位基本养老保险缴费支出 11.22"
ECONOMIC = "S5/工资福利支出 37.61\nS5/商品和服务支出 8.91\nS5/办公费 1.00"
UNDIVIDED = "T7/公务用车运行维护费 预算数= 决算数="
ITEMLESS = f"{UNDIVIDED}\nT7/公务用车购置及运行维护费 预算数= 决算数=\nT7/公务接待费 预算数= 决算数="
UNDIVIDED_FORM = (REPORT, "T6/30231 2.72\nT6/30201 3.21", UNDIVIDED)

RIGHT = {
    "a fund is spent besides": (REPORT, FUND),
    "S5 speaks of all fiscal money": (REPORT, FUND, OF_ALL),
    "S5 gives the general total and lists all fiscal money": (
        *(REPORT, FUND, OF_ALL),
        "S5/一般公共预算财政拨款支出 年初预算=94.50 决算数=100.04 完成率=105.86% 占比=80.23%",
    ),
    "S5 gives the total of the general budget and of all fiscal money": (
        *(REPORT, FUND, OF_ALL),
        "S5/一般公共预算财政拨款支出#2 120.04",
        "S5/一般公共预算财政拨款支出 年初预算=94.50 决算数=100.04 完成率=105.86% 占比=80.23%",
    ),
    "S3 divides all spending into personnel and operating": (REPORT, "S3/人员经费 39.87\nS3/公用经费 64.82"),
    "S3 divides all spending into economic classes": (
        REPORT,
        "S3/工资福利支出 37.61\nS3/商品和服务支出 59.43\nS3/对个人和家庭的补助 7.65",
    ),
    "S6 is silent of 303": (REPORT, "S6/工资福利支出 37.61\nS6/商品和服务支出 8.91"),
    "S6 is silent of 303 and there is no T6": ("S6/基本支出 48.78\nS6/工资福利支出 37.61\nS6/商品和服务支出 8.91",),
    "classes, some of them": (LISTED,),
    "classes of S4, some of them": (
        LISTED.replace("S5/一般公共预算财政拨款支出", "S4/财政拨款支出").replace("S5", "S4"),
    ),
    "items, some of them": ("S5/一般公共预算财政拨款支出 100.04", HIGHER, HOUSING),
    "classes and their shares, some of them": (
        LISTED,
        "S5/教育支出 决算数=80.63 占比=80.60%\nS5/住房保障支出 决算数=8.19 占比=8.19%",
    ),
    "a round amount is left out of a list": (
        "S5/一般公共预算财政拨款支出 100.04\nS5/教育支出 91.85\nS5/住房保障支出 8.00",
    ),
    "economic subjects stand beside all functional ones": (
        *("S5/一般公共预算财政拨款支出 100.04", HIGHER, HOUSING, PENSIONS),
        ECONOMIC,
    ),
    "an economic subject that is a functional one too": (
        *("S5/一般公共预算财政拨款支出 100.04\nS5/高等教育 80.63\nS5/培训支出 19.41", ECONOMIC),
        "S5/住房公积金 8.19",
    ),
    "a rate of either budget": (
        "S5/教育支出 年初预算=50.00 调整预算=80.00 决算数=79.50 完成率=99.38%",
        "S5/住房保障支出 年初预算=50.00 调整预算=80.00 决算数=79.50 完成率=159.00%",
    ),
    "收入总计 and the change of 本年收入": (REPORT, "S1/收入总计 决算数=110.57 比上年增减额=7.51 比上年增减率=7.51%"),
    "支出总计 and the change of 本年支出": (REPORT, "S1/支出总计 决算数=110.57 比上年增减额=4.52 比上年增减率=4.51%"),
    "收支总计 and the change of 本年支出": (REPORT, "S1/收支总计 决算数=110.57 比上年增减额=4.52 比上年增减率=4.51%"),
    "收入总计 and last year's 本年收入": (
        REPORT,
        "S1/收入总计 决算数=110.57 上年决算数=100.00 比上年增减额=7.51 比上年增减率=7.51%",
    ),
    "收支总计 of fiscal money and the change of its income": (
        REPORT,
        "S4/财政拨款收支总计 决算数=104.45 比上年增减额=2.34 比上年增减率=2.34%",
    ),
    "T7 does not divide the cars": (*UNDIVIDED_FORM, "S7/公务用车运行维护费 2.72"),
    "T7 prints its total alone": (REPORT, ITEMLESS),
    "T7 prints budgets alone": (
        *(REPORT, "S7", "T7/合计 决算数=\nT7/公务接待费 决算数="),
        "T7/公务用车购置及运行维护费 决算数=\nT7/公务用车运行维护费 决算数=",
    ),
}
OLD = {
    "one row 财政拨款收入": (
        *(REPORT, FUND),
        "T1/一般公共预算财政拨款收入 122.34\nT1/政府性基金预算财政拨款收入 决算数=",
    ),
    "a fund below 财政拨款收入 as a part of it": (REPORT, FUND, "T1/一般公共预算财政拨款收入 122.34"),
    "one row in T4": (REPORT, FUND, "T4/一般公共预算财政拨款 122.34\nT4/政府性基金预算财政拨款 决算数="),
}


def accused(found_book):
    return [(one.id, one.message) for one in grave(found_book)]


@pytest.mark.parametrize("lines", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_not_accused(lines):
    assert accused(book(*lines)) == []


@pytest.mark.parametrize("lines", OLD.values(), ids=OLD)
def test_forms_of_before_2019_are_not_accused(lines):
    assert accused(book(*lines, year=2017)) == []


WRONG = {
    "a total that neither form has": (
        (REPORT, FUND, OF_ALL, "S5/一般公共预算财政拨款支出 决算数=125.04 占比=100.28%"),
        "C1:S5/一般公共预算财政拨款支出/决算数",
    ),
    "a class of all fiscal money that the forms do not make": (
        (REPORT, FUND, OF_ALL, "S5/城乡社区支出 决算数=26.00 占比=16.66%"),
        "S5/城乡社区支出",
    ),
    "a share of no whole": ((REPORT, FUND, OF_ALL, "S5/教育支出 决算数=80.63 占比=61.17%"), "D2:S5/教育支出/占比"),
    "halves of neither 基本支出 nor 本年支出": (
        (REPORT, "S3/人员经费 39.87\nS3/公用经费 54.82"),
        "D10:S3/基本支出/决算数",
    ),
    "classes of S6 that make too much": (
        ("S6/基本支出 48.78\nS6/工资福利支出 47.61\nS6/商品和服务支出 8.91",),
        "D10:S6/基本支出/决算数",
    ),
    "classes of S6 that lack more than T6 has": (
        (REPORT, "S6/工资福利支出 27.61\nS6/商品和服务支出 8.91"),
        "S6/工资福利支出/决算数",
    ),
    "a list above its total": ((LISTED, "S5/教育支出 95.63"), "D9:S5/一般公共预算财政拨款支出/决算数"),
    "a list whose shares make 100 below its total": (
        (
            "S5/一般公共预算财政拨款支出 100.04",
            "S5/教育支出 决算数=80.63 占比=80.60%\nS5/住房保障支出 决算数=11.41 占比=19.40%",
        ),
        "S5/",
    ),
    "a list in which digits are swapped": (
        (LISTED, "S5/教育支出 80.36\nS5/社会保障和就业支出 11.22"),
        "D9:S5/教育支出/决算数",
    ),
    "a list with every budget below its total": (
        (
            "S5/一般公共预算财政拨款支出 年初预算=94.50 决算数=100.04",
            "S5/教育支出 年初预算=84.50 决算数=80.63\nS5/住房保障支出 年初预算=10.00 决算数=8.19",
        ),
        "D9:S5/一般公共预算财政拨款支出/决算数",
    ),
    "a rate of no budget": (
        ("S5/教育支出 年初预算=50.00 调整预算=80.00 决算数=79.50 完成率=119.38%",),
        "D3:S5/教育支出/完成率",
    ),
    "a rate of change of neither total": (
        (REPORT, "S1/收入总计 决算数=110.57 比上年增减额=7.51 比上年增减率=17.51%"),
        "D4:S1/收入总计/比上年增减率",
    ),
    "more for cars in T6 than T7 has for all": (
        (*UNDIVIDED_FORM, "T6/30231 4.72\nT6/30201 1.21"),
        "B9:T6/30231/决算数",
    ),
    "more for guests in T6 than in T7": ((REPORT, "T6/30217 0.97\nT6/30205 2.01"), "B9:T6/30217/决算数"),
    "a blank cell of T7 beside items": (
        (REPORT, "S7", "T7/公务接待费 预算数=1.10 决算数=\nT7/合计 预算数=5.20 决算数=2.72"),
        "B9:T6/30217/决算数",
    ),
    "a row of fiscal income that makes no sum": (
        (REPORT, FUND, "T1/一般公共预算财政拨款收入 112.34\nT1/政府性基金预算财政拨款收入 决算数="),
        "A4:T1/一般公共预算财政拨款收入/决算数",
    ),
}


@pytest.mark.parametrize(("lines", "id_"), WRONG.values(), ids=WRONG)
def test_the_same_with_a_fault_is_accused(lines, id_):
    assert any(id_ in one.id for one in grave(book(*lines, year=2017))), accused(book(*lines, year=2017))


def test_from_2019_on_a_fund_below_all_fiscal_income_is_a_fault():
    assert accused(book(*OLD["a fund below 财政拨款收入 as a part of it"], year=2031))


SPENT = "S5 教育支出年初预算为50.00万元，支出决算为79.50万元，完成{}的{}%。"


@pytest.mark.parametrize(
    ("budget", "rate", "wrong"),
    [
        *(("调整预算", "99.38", False), ("全年预算", "99.38", False), ("调整后预算", "99.38", False)),
        *(("年初预算", "159.00", False), ("年初预算", "99.38", True), ("预算", "99.38", True)),
    ],
)
def test_a_rate_is_held_against_the_budget_that_its_clause_names(budget, rate, wrong):
    line = f"S5/教育支出 年初预算=50.00 决算数=79.50 完成率={rate}%"
    found = book(line, text=told(SPENT.format(budget, rate)))
    assert [one.checks for one in grave(found, "D3")] == ([("D3",)] if wrong else [])


@pytest.mark.parametrize(("budget", "wrong"), [("调整预算", False), ("年初预算", True), ("预算", True)])
def test_a_change_is_held_against_the_budget_that_its_clause_names(budget, wrong):
    text = told(f"S5 教育支出年初预算为50.00万元，支出决算为79.50万元，比{budget}减少0.50万元。")
    found = book("S5/教育支出 年初预算=50.00 决算数=79.50 比预算增减额=-0.50", text=text)
    assert bool(grave(found, "D5")) is wrong


def test_two_budgets_of_one_row_of_s7_are_told_apart_by_their_words():
    lines = "S7/公务接待费 预算数=5.00 决算数=3.00 完成率=50.00%\nS7/公务接待费#2 预算数=6.00"
    text = told("S6 公务接待费年初预算5.00万元，全年预算6.00万元，支出决算3.00万元，完成全年预算的50.00%。")
    assert accused(book(lines, text=text)) == []
    alike = told("S6 公务接待费预算5.00万元，预算6.00万元，支出决算3.00万元，完成预算的50.00%。")
    assert {check for one in grave(book(lines, text=alike)) for check in one.checks} == {"D3", "D16"}


@pytest.mark.parametrize(
    ("words", "accusations"), [("财政拨款支出", []), ("一般公共预算财政拨款支出", [("C1", "wrong_name")])]
)
def test_a_total_of_all_fiscal_money_must_not_be_called_the_general_budgets(words, accusations):
    text = told(f"S5 （一）一般公共预算财政拨款支出总体情况\n2031年度{words}120.04万元。")
    found = grave(book(REPORT, FUND, OF_ALL, text=text), "C1")
    assert [(one.checks[0], one.cause) for one in found] == accusations


NAMES = {
    "an item the list lacks": ("T3/2050204 @高中教育 本年支出合计=1.00", 2031),
    "a class renamed before the list": ("T3/215 @资源勘探电力信息等支出 本年支出合计=1.00", 2015),
    "a group renamed after 2019": ("T3/21508 @中小企业事务 本年支出合计=1.00", 2020),
    "a path with an old class": ("S5/医疗卫生支出/公共卫生/疾病预防控制机构 8.00", 2017),
    "a group that stood in another class": ("S5/社会保障和就业支出/医疗救助/城乡医疗救助 8.00", 2017),
    "an item like one of the list": ("S5/卫生健康支出/行政事业单位医疗/行政类单位医疗 8.00", 2031),
    "an item the list lacks, in the text": ("S5/教育支出/普通教育/高中教育 8.00", 2031),
    "an item whose name is a longer one": ("S5/一般公共服务支出/商贸事务/行政执法运行 8.00", 2031),
    "a name that one form cuts off": (
        "T2/2059901 @水文教育支出 本年收入合计=1.00\nT3/2059901 @水文教育支出 本年支出合计=1.00\n"
        "T5/2059901 @水文教育支 本年支出合计=1.00",
        2031,
    ),
}


@pytest.mark.parametrize(("lines", "year"), NAMES.values(), ids=NAMES)
def test_a_name_the_list_of_subjects_may_not_know_is_no_accusation(lines, year):
    assert [one for one in grave(book(lines, year=year), "B11", "C3")] == []


WRONG_NAMES = {
    "a damaged name": ("T3/2210201 @住房公枳金 本年支出合计=1.00", 2031),
    "a damaged name of 2017 that another form prints right": (
        "T3/2210201 @住房公枳金 本年支出合计=1.00\nT5/2210201 @住房公积金 本年支出合计=1.00",
        2017,
    ),
    "another subject's name": ("T3/2210201 @行政运行 本年支出合计=1.00", 2020),
    "a group under the wrong class": ("S5/教育支出/住房改革支出/住房公积金 8.00", 2031),
    "a damaged item that T5 prints right": (
        "S5/住房保障支出/住房改革支出/住房公枳金 8.00\nT5/2210201 @住房公积金 本年支出合计=8.00",
        2031,
    ),
    "a general item with letters left out": ("S5/一般公共服务支出/商贸事务/一般管理事务 8.00", 2031),
}


@pytest.mark.parametrize(("lines", "year"), WRONG_NAMES.values(), ids=WRONG_NAMES)
def test_a_wrong_name_is_accused(lines, year):
    assert grave(book(lines, year=year), "B11", "C3")


def test_a_damaged_item_without_forms_is_a_hint():
    found = findings(book("S5/住房保障支出/住房改革支出/住房公枳金 8.00"), "C3")
    assert [(one.severity, one.cause) for one in found] == [("info", "wrong_name")]
