"""The templates of the second held-out round: which forms in which order, what stands around them, and the outline."""

from functools import partial

from evals.press.forms_balance import ordinal
from evals.press.heldout.page import FORM_TITLES, Outline
from evals.press.heldout2 import balance, economic, fiscal, functional, official, others
from evals.press.heldout2.page import Template, mark_in_title, mark_over_title, three_in_a_row


def _numbered(mark: str, *places: str) -> dict[str, str]:
    return {place: mark.format(number, ordinal(number)) for number, place in enumerate(places, 1)}


_JIANGSU = ("T1", "T2", "T3", "T4", "T11", "T12", "T5", "T6", "T7", "T8", "T9", "T13", "T14")
JIANGSU = Template(
    "jiangsu",
    "万元",
    forms={
        "T1": balance.plain,
        "T2": partial(functional.income, subjects="beside", education=True),
        "T3": partial(functional.spending, subjects="beside"),
        "T4": fiscal.plain,
        "T11": partial(others.all_funds, subjects="beside"),
        "T12": partial(economic.two_columns, every_fund=True),
        "T5": partial(functional.general, subjects="beside"),
        "T6": economic.two_columns,
        "T7": official.over_counts,
        "T8": partial(functional.fund, subjects="beside"),
        "T9": partial(functional.capital, subjects="beside"),
        "T13": others.operating,
        "T14": others.procurement,
    },
    titles={
        **FORM_TITLES,
        "T11": "财政拨款支出决算表（功能科目）",
        "T12": "财政拨款基本支出决算表（经济科目）",
        "T5": "一般公共预算支出决算表（功能科目）",
        "T6": "一般公共预算基本支出决算表（经济科目）",
        "T7": "一般公共预算“三公”经费、会议费和培训费支出决算表",
        "T8": "政府性基金预算收入支出决算表",
        "T9": "国有资本经营预算支出决算表",
        "T13": "机关运行经费支出决算表",
        "T14": "政府采购支出表",
    },
    marks=_numbered("公开{:02d}表", *_JIANGSU),
    above=mark_over_title,
    outline=Outline(
        tuple(f"S{number}" for number in range(1, 14)),
        (
            "第一部分  部门概况",
            "第二部分  {year}年度部门决算表",
            "第三部分  {year}年度部门决算情况说明",
            "第四部分  名词解释",
        ),
        lambda at: f"{ordinal(at)}、",
        {
            "S1": "收入支出决算总体情况说明",
            "S2": "收入决算情况说明",
            "S3": "支出决算情况说明",
            "S4": "财政拨款收入支出决算总体情况说明",
            "S5": "一般公共预算支出决算情况说明",
            "S6": "一般公共预算基本支出决算情况说明",
            "S7": "一般公共预算“三公”经费、会议费和培训费支出情况说明",
            "S8": "政府性基金预算收入支出决算情况说明",
            "S9": "国有资本经营预算支出决算情况说明",
            "S10": "机关运行经费支出决算情况说明",
            "S11": "政府采购支出情况说明",
            "S12": "国有资产占用情况说明",
            "S13": "预算绩效评价工作开展情况说明",
        },
    ),
    notes={
        "T1": ("注：1.本表含财政拨款以外的各项收支。", "　　2.各项数字四舍五入，尾数可能有差异。"),
        "T2": ("注：本表按取得来源列示各项收入。",),
        "T7": ("注：预算数为全年预算口径；统计数为实际发生数。",),
    },
    thousands=True,
    meetings=True,
)

_HUBEI = ("T1", "T2", "T3", "T4", "T5", "T6", "T8", "T9", "T7")
HUBEI = Template(
    "hubei",
    "万元",
    forms={
        "T1": balance.with_groups,
        "T2": partial(functional.income, subjects="stairs", funds=True),
        "T3": partial(functional.spending, subjects="stairs"),
        "T4": fiscal.used_only,
        "T5": partial(functional.general_of_two_years, subjects="stairs"),
        "T6": economic.sections,
        "T8": partial(functional.fund, subjects="stairs", parts=False),
        "T9": partial(functional.capital, subjects="stairs"),
        "T7": official.budget_over_account,
    },
    titles=FORM_TITLES,
    marks=_numbered("公开{}表", *_HUBEI),
    above=three_in_a_row,
    outline=None,
    empty="title",
    zero="0.00",
)

_XINJIANG = ("T1", "T2", "T3", "T4", "T5", "T6", "T11", "T8", "T9", "T7", "T10")
XINJIANG = Template(
    "xinjiang",
    "元",
    forms={
        "T1": balance.with_serial,
        "T2": partial(functional.income, subjects="hyphen"),
        "T3": partial(functional.spending_by_use, subjects="hyphen"),
        "T4": fiscal.whole_first,
        "T5": partial(functional.general, subjects="hyphen"),
        "T6": economic.three_blocks,
        "T11": partial(others.projects, subjects="hyphen"),
        "T8": partial(functional.fund, subjects="hyphen"),
        "T9": partial(functional.capital, subjects="hyphen"),
        "T7": official.account_first,
        "T10": others.assets_and_rooms,
    },
    titles={
        **FORM_TITLES,
        "T11": "一般公共预算财政拨款项目支出决算表",
        "T7": "财政拨款“三公”经费、会议费、培训费支出决算表",
        "T10": "国有资产占有使用情况表",
    },
    marks=_numbered("表{1}", *_XINJIANG),
    above=mark_in_title,
    outline=Outline(
        ("S1", "S2", "S3", "S4", "S5", "S6", "S8", "S9", "S7", "S10", "S11", "S12", "S13"),
        (
            "一、单位概况",
            "二、{year}年度单位决算情况说明",
            "三、专业名词解释",
            "四、{year}年度单位决算报表",
        ),
        lambda at: f"（{ordinal(at)}）",
        {
            "S1": "收入支出决算总体情况",
            "S2": "收入决算情况",
            "S3": "支出决算情况",
            "S4": "财政拨款收入支出决算总体情况",
            "S5": "一般公共预算财政拨款支出决算情况",
            "S6": "一般公共预算财政拨款基本支出决算情况",
            "S7": "财政拨款“三公”经费支出决算情况",
            "S8": "政府性基金预算财政拨款收入支出决算情况",
            "S9": "国有资本经营预算财政拨款支出决算情况",
            "S10": "机关运行经费支出情况",
            "S11": "政府采购情况",
            "S12": "国有资产占有使用情况",
            "S13": "预算绩效情况",
        },
    ),
    empty="above",
    thousands=True,
    meetings=True,
    sheets_first=False,
)

TEMPLATES = {template.name: template for template in (JIANGSU, HUBEI, XINJIANG)}
NAMES = tuple(TEMPLATES)
"""Names of the held-out layouts."""
