"""How the page says things: Chinese names for the record's codes, and figures as a reader writes them."""

import re
from decimal import Context, Decimal
from functools import cache

from schemas.vocabulary import economic_subjects, functional_subjects, places

COLUMNS = (
    "预算数", "年初预算", "全年预算数", "调整预算", "决算数", "执行数", "上年决算数", "完成率", "占比",
    "比上年增减额", "比上年增减率", "比预算增减额", "比预算增减率",
)  # fmt: skip
"""Reading order of the commonest measures of the narrative; a table keeps the order in which it prints them."""

RECORD_STATUS = {"complete": "完整", "partial": "部分", "failed": "失败"}
RECORD_STATUS_HELP = {
    "complete": "每一部分都得到了回答",
    "partial": "有的部分没有读成，见“未读”",
    "failed": "没有一部分读成",
}
BANDS = {"AUTO": "可用", "REVIEW": "待复核", "MUST": "须裁定"}
SHAPES = {"AUTO": "●", "REVIEW": "◆", "MUST": "▲"}
CHUNK_STATUS = {
    "truncated": "回答被截断",
    "invalid": "回答不合格式",
    "refused": "模型拒答",
    "failed": "提问失败",
    "skipped_budget": "超出用量上限，未提问",
}
"""The statuses of a chunk that was not read; ok and empty are no cause for worry."""

FORM_STATES = {"found": "已找到", "declared_empty": "声明为空", "missing": "未见", "unreadable": "无法读取"}
MATCHES = {"exact": "与原文一致", "normalised": "去空白、全半角和千分位后一致", "none": "与原文不一致"}
SOURCES = {"text": "正文", "table": "表格", "ocr": "文字识别"}
FLAGS = {
    "unit_from_heading": "单位取自表头或标题",
    "sign_from_words": "正负取自文字",
    "position_unclear": "位置不清",
    "repeated": "附近有相同数字",
    "template_direction": "增减方向是没有选定的模板文字",
    "two_values_printed": "同一项印有两个不同的数",
    "second_question": "第二次追问所得",
    "ocr": "文字识别所得",
    "display_rounded": "值取单元格里存的数，所印的经过舍入",
    "placed_by_sums": "按本表合计关系归位",
    "placed_by_other_form": "按另一张表的同一数归位",
    "placed_by_empty_form": "按声明为空的表归位",
    "placed_by_text": "按正文的同一数归位",
    "placed_by_line": "按同一行另一半的行名归位",
    "placed_by_label": "整行错位，按行名归位",
    "unit_assumed": "表上没有印单位，按正文的单位",
    "heads_by_model": "表头由模型认出",
    "second_read_agrees": "逐句重读相同",
    "second_read_differs": "逐句重读不同",
    "audit": "抽检",
}
VERDICTS = {
    "source_inconsistent": "原文不平",
    "misread_suspected": "疑似误读",
    "template": "模板残留",
    "rounding": "舍入差",
    "notice": "值得一看",
    "not_checked": "未能核对",
}
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
CAUSES = {
    "delta_over_current_year": "增减额除以了本年数，应除以上年数",
    "growth_printed_as_completion": "把增减的百分比写成了完成率",
    "digits_swapped": "数字的先后颠倒",
    "budget_zero": "预算数或基数为 0，没有比率可言",
    "other_table_figure": "抄了另一处的数",
    "part_left_out": "某个组成项漏算或重算",
    "direction_word": "增减的方向写反",
    "not_summing": "各组成项之和不等于总数",
    "wrong_base": "对比的基数用错",
    "template_left": "模板里的字没有改",
    "placeholder": "占位符没有填",
    "wrong_subject_path": "科目的类、款、项对不上",
    "duplicate_number": "序号重复或不连续",
    "ocr_digit": "疑似认错了数字",
    "ocr_shift": "疑似数字错了格",
    "truncated": "小数被截去，没有四舍五入",
    "plugged": "差最后一位，像是凑出来的数",
    "rounding": "四舍五入的差",
    "wrong_name": "名称不对",
    "unit_missing": "缺单位或量词",
    "year": "年度不对",
    "unit": "金额单位或量级不对",
    "other": "未能判明",
}
"""Why a figure is wrong, by the code of a finding's cause."""

SEVERITY_SHAPES = {"error": "▲", "warning": "◆", "info": "○"}

MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_EXACT = Context(prec=60)
# A record is a file from anywhere: a value such as 1e999999999 must not be expanded.
_PLAIN = re.compile(r"-?\d{1,24}(?:\.\d{1,12})?", re.ASCII)


def place_title(place: str) -> str:
    """The Chinese name of a place; an unknown one is named by itself."""
    return next((known.name for known in places() if known.id == place), place)


def place_rank(place: str) -> tuple[int, int, str]:
    """Order of places on the page: forms T1, T2 …, then the narrative S0, S1 …, then what is not known."""
    known = re.fullmatch(r"([TS])(\d{1,2})", place, re.ASCII)
    return ("TS".index(known[1]), int(known[2]), "") if known else (2, 0, place)


def subject_name(place: str, row: str) -> str:
    """The name of the subject whose code a form's row is (2080501); empty where the row is no code of that form."""
    if not place.startswith("T"):
        return ""
    return _subjects(place == "T6").get(row.partition("#")[0], "")


@cache
def _subjects(economic: bool) -> dict[str, str]:
    return {subject.code: subject.name for subject in (economic_subjects() if economic else functional_subjects())}


def grouped(value: Decimal, decimals: int = 0) -> str:
    """Write a number with thousands separators, exactly, with at least `decimals` decimals."""
    exponent = _EXACT.normalize(value).as_tuple().exponent
    shown = max(decimals, -exponent if isinstance(exponent, int) else 0)
    return f"{value:,.{max(shown, 0)}f}".replace("-", "−")


def amount(value: str, unit: str, money_unit: str | None, precision: str | None) -> tuple[str, str]:
    """Return a value as a headline and as a second line.

    Money (value in 元) is headed in the document's money unit and repeated in 元; anything else has no second line.
    """
    if not _PLAIN.fullmatch(value):
        return f"{value} {unit}".strip(), ""
    number = Decimal(value)
    if unit not in MONEY:
        return f"{grouped(number)}{'' if unit == '%' else ' '}{unit}".strip(), ""
    yuan = f"{grouped(number, 0 if number == number.to_integral_value() else 2)} 元"
    scale = money_unit if money_unit in MONEY else unit
    if scale == "元":
        return f"{grouped(number, 2)} 元", ""
    return f"{grouped(_EXACT.divide(number, MONEY[scale]), _decimals(precision))} {scale}", yuan


def _decimals(precision: str | None) -> int:
    if precision is None or not _PLAIN.fullmatch(precision):
        return 2
    _, _, fraction = precision.partition(".")
    return len(fraction)
