"""The held-out provinces: what each chooses for its forms, its title lines and its explanation."""

from functools import partial

from evals.press.forms_balance import ordinal
from evals.press.heldout import balance, by_function, economic, fiscal, official, running
from evals.press.heldout.page import FORM_TITLES, Outline, Province

_TITLES = {
    "S1": "收入支出总体情况",
    "S2": "收入情况",
    "S3": "支出情况",
    "S4": "财政拨款收入支出总体情况",
    "S5": "一般公共预算财政拨款支出情况",
    "S6": "一般公共预算财政拨款基本支出情况",
    "S7": "财政拨款“三公”经费支出情况",
    "S8": "政府性基金预算财政拨款收支情况",
    "S9": "国有资本经营预算财政拨款支出情况",
    "S10": "机关运行经费情况",
    "S11": "政府采购情况",
    "S12": "国有资产占有使用情况",
    "S13": "预算绩效管理情况",
}
_USUAL = tuple(f"S{number}" for number in range(1, 14))
_LATE = ("S1", "S2", "S3", "S4", "S5", "S6", "S8", "S9", "S7", "S10", "S11", "S12", "S13")

CENTRAL = Province(
    "central",
    "万元",
    "万元",
    forms={
        "T1": balance.three_blocks,
        "T4": fiscal.whole_last,
        "T2": partial(by_function.income, subjects="serial", total="合计"),
        "T3": partial(by_function.spending, subjects="serial", total="支出合计"),
        "T5": partial(by_function.general_by_use, subjects="serial"),
        "T6": economic.two_columns_of_codes,
        "T8": partial(by_function.fund, subjects="serial"),
        "T9": partial(by_function.capital, subjects="serial"),
        "T7": official.stacked,
    },
    titles={**FORM_TITLES, "T6": "一般公共预算财政拨款基本支出决算明细表", "T7": "财政拨款“三公”经费支出决算表"},
    outline=Outline(
        _LATE,
        ("第一章 部门概况", "第二章 {year}年度部门决算表", "第三章 {year}年度部门决算说明", "第四章 名词释义"),
        lambda at: f"{ordinal(at)}、",
        _TITLES,
    ),
    marks={
        "T1": "Z01",
        "T4": "Z01_1",
        "T2": "Z03",
        "T3": "Z04",
        "T5": "Z07",
        "T6": "Z08_1",
        "T8": "Z09",
        "T9": "Z11",
        "T7": "F03",
    },
    above="year",
    thousands=True,
)

ZHEJIANG = Province(
    "zhejiang",
    "万元",
    "万元",
    forms={
        "T1": balance.with_budgets,
        "T2": partial(by_function.income, subjects="grouped", total="收入合计", last=True),
        "T3": partial(by_function.spending, subjects="grouped", total="支出合计", last=True),
        "T4": fiscal.funds_as_rows,
        "T7": official.with_last_year,
        "T5": partial(by_function.general, subjects="one_cell"),
        "T6": economic.one_block,
        "T8": partial(by_function.fund, subjects="one_cell"),
        "T9": partial(by_function.capital, subjects="one_cell"),
    },
    titles={
        "T1": "{year}年度收支决算总表",
        "T2": "{year}年度部门收入决算表",
        "T3": "{year}年度部门支出决算表",
        "T4": "{year}年度财政拨款收支决算总表",
        "T5": "{year}年度一般公共预算财政拨款支出决算表",
        "T6": "{year}年度一般公共预算财政拨款基本支出决算表",
        "T7": "{year}年度“三公”经费支出决算表",
        "T8": "{year}年度政府性基金预算财政拨款收支决算表",
        "T9": "{year}年度国有资本经营预算财政拨款支出决算表",
    },
    outline=Outline(
        _USUAL[1:],  # without S1, whose rows S2 and S3 take
        ("一、概况", "二、{year}年度部门决算情况说明", "三、名词解释", "四、{year}年度部门决算表"),
        lambda at: f"（{ordinal(at)}）",
        {**_TITLES, "S2": "收入决算及增减变化", "S3": "支出决算及增减变化"},
    ),
    marks="附表{number}",
    unit_at="title",
    empty="row",
    sheets_first=False,
)

CHONGQING = Province(
    "chongqing",
    "元",
    "万元",
    forms={
        "T1": balance.one_above_the_other,
        "T2": partial(by_function.income, subjects="full_width", total="本年收入合计", education=True),
        "T3": partial(by_function.spending, subjects="full_width", total="本年支出合计"),
        "T4": fiscal.funds_as_columns,
        "T5": partial(by_function.general, subjects="full_width"),
        "T6": economic.code_and_name,
        "T8": partial(by_function.fund, subjects="full_width"),
        "T9": partial(by_function.capital, subjects="full_width"),
        "T7": running.with_running_costs,
    },
    titles={**FORM_TITLES, "T7": "“三公”经费及机构运行信息决算表"},
    outline=Outline(
        _USUAL,
        ("一、部门基本情况", "二、{year}年度决算报表", "三、{year}年度决算分析", "四、专业名词"),
        lambda at: f"{at}．",
        _TITLES,
    ),
    marks="公开表{number}",
    above="levels",
    empty="zeros",
    zero="0.00",
    thousands=True,
    meetings=True,
)

ANHUI = Province(
    "anhui",
    "万元",
    "万元",
    forms={
        "T1": balance.wrapped,
        "T2": partial(by_function.income, subjects="staggered", total="本年收入合计"),
        "T3": partial(by_function.spending, subjects="staggered", total="本年支出合计"),
        "T4": fiscal.united,
        "T5": partial(by_function.general_beside_budget, subjects="staggered"),
        "T6": partial(economic.code_and_name, brackets=True),
        "T7": official.three_columns_of_years,
        "T9": partial(by_function.capital, subjects="staggered"),
        "T8": partial(by_function.fund, subjects="staggered"),
        "T10": running.wide_assets,
    },
    titles={
        **FORM_TITLES,
        "T7": '一般公共预算财政拨款"三公"经费及会议费、培训费支出决算表',
        "T10": "国有资产占用情况表",
    },
    outline=Outline(
        _LATE,
        (
            "第一部分 单位概况",
            "第二部分 {year}年度单位决算报表",
            "第三部分 {year}年度决算情况分析",
            "第四部分 名词说明",
        ),
        lambda at: f"{ordinal(at)}、",
        {place: f"关于{title}的说明" for place, title in _TITLES.items()},
    ),
    marks="财决公开{number:02d}表",
    unit_at="heads",
    empty="dash",
    meetings=True,
)

PROVINCES = {province.name: province for province in (CENTRAL, ZHEJIANG, CHONGQING, ANHUI)}
NAMES = tuple(PROVINCES)
"""Names of the held-out layouts."""
