"""What langextract is told and shown: a prompt and few-shot examples, as its manual asks for."""

from typing import Any

NUMBER = "数字"
EMPTY = "空表声明"
ROW, MEASURE = "项目", "指标"

MAX_CHAR_BUFFER = 500
"""Characters a chunk: its manual advises small ones for dense text; its default is 1000."""

PROMPT = (
    "按出现顺序抽取部门决算报告里的每一个数字（金额、百分比、个数、人次、辆数、面积等）。\n"
    "数字照抄原文，不换算，不改写。每个数字给出它的项目（例如 财政拨款收入、公务接待费，表格里用该行的科目编码或名称）"
    "和指标（例如 决算数、预算数、占比、完成率、比上年增加额、比上年减少额、比上年增长率、比上年下降率；"
    "表格里用该列的列名）。\n"
    "不要抽取年份、日期、序号、栏次和科目编码。声明没有某项收支的句子，抽取为空表声明。"
)


def _figure(text: str, row: str, measure: str) -> list[Any]:
    return [NUMBER, text, {ROW: row, MEASURE: measure}]


EXAMPLES: list[dict[str, Any]] = [
    {
        "text": "二、支出决算情况说明\n2019年度本年支出合计2350.80万元，其中：基本支出1410.48万元，占60.00%。"
        "本年支出比上年减少120.30万元，下降4.87%，主要原因是设备采购减少。",
        "extractions": [
            _figure("2350.80", "本年支出", "决算数"),
            _figure("1410.48", "基本支出", "决算数"),
            _figure("60.00", "基本支出", "占比"),
            _figure("120.30", "本年支出", "比上年减少额"),
            _figure("4.87", "本年支出", "比上年下降率"),
        ],
    },
    {
        "text": "收入决算表\n金额单位：万元\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\n"
        "合计\t\t318.00\t310.50\n2010301\t行政运行\t318.00\t310.50\n",
        "extractions": [
            _figure("318.00", "合计", "本年收入合计"),
            _figure("310.50", "合计", "财政拨款收入"),
            _figure("318.00", "2010301", "本年收入合计"),
            _figure("310.50", "2010301", "财政拨款收入"),
        ],
    },
    {
        "text": "公务接待费支出预算为5.00万元，支出决算为3.26万元，完成预算的65.20%，接待12批次、86人次。"
        "年末共有车辆6辆。2019年度无国有资本经营预算财政拨款支出。",
        "extractions": [
            _figure("5.00", "公务接待费", "预算数"),
            _figure("3.26", "公务接待费", "决算数"),
            _figure("65.20", "公务接待费", "完成率"),
            _figure("12", "国内公务接待", "批次"),
            _figure("86", "国内公务接待", "人次"),
            _figure("6", "车辆", "数量"),
            [EMPTY, "无国有资本经营预算财政拨款支出", None],
        ],
    },
]
