"""A fictional report with statutory forms between its parts, and models that name the columns of an unknown one."""

from collections.abc import Mapping
from typing import Any

from askers import REPORT, Answers, oracle, report

from extractor.question import Question
from schemas.document import Document
from tests.tables.printed import TITLES, tabs

T1 = [
    ["收入", "", "", "支出", "", ""],
    ["项目", "行次", "决算数", "项目", "行次", "决算数"],
    ["一、一般公共预算财政拨款收入", "1", "745.50", "十四、交通运输支出", "45", "769.70"],
    ["五、事业收入", "5", "0.00", "二十、住房保障支出", "51", "31.50"],
    ["八、其他收入", "8", "44.61", "", "", ""],
    ["本年收入合计", "27", "790.11", "本年支出合计", "58", "801.20"],
    ["年初结转和结余", "29", "22.35", "年末结转和结余", "60", "11.26"],
    ["总计", "31", "812.46", "总计", "62", "812.46"],
]
HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
STRANGE = ["编号", "名目", "总盘", "保运转", "办专项"]
T5 = [
    ["", "合计", "331.50", "31.50", "300.00"],
    ["2140123", "航道维护", "300.00", "", "300.00"],
    ["2210201", "住房公积金", "31.50", "31.50", ""],
]
NAMED = {"本年支出合计": "总盘", "基本支出": "保运转", "项目支出": "办专项"}
"""What the heads of STRANGE mean."""


def printed(place: str, rows: list[list[str]], *, unit: str = "金额单位：万元") -> str:
    return f"{TITLES[place]}\n公开表\n{unit}\n{tabs(rows)}\n"


def with_forms(*forms: str) -> Document:
    """The report of `askers` with forms before its account."""
    return report(REPORT.replace("第三部分", "第二部分 2031年度部门决算表\n" + "".join(forms) + "第三部分", 1))


def namer(document: Document, named: Mapping[str, Any] = NAMED) -> Answers:
    """Answer questions about heads by `named`, all others with the number the clause prints."""
    truth = oracle([document])

    def answer(question: Question) -> Mapping[str, Any]:
        return named if question.id.endswith("?h") else truth(question)

    return answer
