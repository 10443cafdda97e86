"""A small report with one sheet of each shape, made by hand: what the carriers are tried on."""

from decimal import Decimal

from evals.press.model import Label, Paragraph, Report, Sheet, SheetCell

NUMBERED = ("label", "number")


def _sheet(place: str, title: str, top: list[list[tuple]], body: list[list[str]], money: set[int], note: str) -> Sheet:
    """`top`: header rows of (column, text[, height, width]); `body`: texts; `money`: the columns that hold numbers."""
    columns = len(body[0])
    cells = [
        SheetCell(0, 0, title, "title", width=columns),
        SheetCell(1, 0, "编制单位：云溪县档案馆", "meta", width=columns - 1),
        SheetCell(1, columns - 1, "单位：万元", "meta"),
    ]
    for row, line in enumerate(top, start=2):
        for column, text, *span in line:
            height, width = span or (1, 1)
            cells.append(SheetCell(row, column, text, "header", height, width))
    first = 2 + len(top)
    for row, line in enumerate(body, start=first):
        cells += [_body_cell(row, column, text, column in money) for column, text in enumerate(line)]
    end = first + len(body)
    cells.append(SheetCell(end, 0, note, "note", width=columns))
    gold = (Label(place, "合计", "决算数", "value", "1.00", Decimal("10000"), "万元", stored=Decimal("10012.34")),)
    return Sheet(place, title, end + 1, columns, tuple(cells), (2, first), (first, end), gold)


def _body_cell(row: int, column: int, text: str, is_money: bool) -> SheetCell:
    if not is_money:
        return SheetCell(row, column, text, "label")
    stored = Decimal(text.replace(",", "")) + Decimal("0.0012") if text else None
    return SheetCell(row, column, text, "number", stored=stored)


T1 = _sheet(
    "T1",
    "收入支出决算总表",
    [
        [(0, "收入", 1, 3), (3, "支出", 1, 3)],
        [(0, "项目"), (1, "行次"), (2, "决算数"), (3, "项目"), (4, "行次"), (5, "决算数")],
    ],
    [
        ["一、一般公共预算财政拨款收入", "1", "1,203.40", "一、一般公共服务支出", "32", "1,100.00"],
        ["二、政府性基金预算财政拨款收入", "2", "", "二、外交支出", "33", ""],
        ["", "9", "", "八、社会保障和就业支出", "40", "103.40"],
        ["总计", "31", "1,203.40", "总计", "62", "1,203.40"],
    ],
    {2, 5},
    "注：本表反映虚构单位本年度的总收支，各数四舍五入，尾数或有出入。",
)
T2 = _sheet(
    "T2",
    "收入决算表",
    [
        [(0, "功能分类科目编码", 1, 3), (3, "科目名称", 2, 1), (4, "本年收入合计", 2, 1), (5, "事业收入", 1, 2)],
        [(0, "类"), (1, "款"), (2, "项"), (5, "小计"), (6, "其中：\n教育收费")],
    ],
    [
        ["", "", "", "合计", "90.07", "6.00", ""],
        ["201", "", "", "一般公共服务支出", "90.07", "6.00", ""],
        ["201", "26", "", "档案事务", "90.07", "6.00", "0.00"],
        ["201", "26", "04", "档案馆", "90.07", "6.00", "-0.50"],
    ],
    {4, 5, 6},
    "注：本表反映虚构单位取得的收入。",
)
T6 = _sheet(
    "T6",
    "一般公共预算财政拨款基本支出决算表",
    [
        [(0, "人员经费", 1, 3), (3, "公用经费", 1, 6)],
        [(column, text) for column, text in enumerate(["科目编码", "科目名称", "决算数"] * 3)],
    ],
    [
        ["301", "工资福利支出", "61.20", "302", "商品和服务支出", "8.80", "310", "资本性支出", ""],
        ["30101", "基本工资", "61.20", "30201", "办公费", "8.80", "31002", "办公设备购置", ""],
        ["", "人员经费合计", "61.20", "", "", "", "", "公用经费合计", "8.80"],
    ],
    {2, 5, 8},
    "注：本表反映虚构单位的基本支出明细。",
)
T7 = _sheet(
    "T7",
    "财政拨款“三公”经费支出决算表",
    [
        [(0, "预算数", 1, 6), (6, "决算数", 1, 6)],
        [
            (0, "合计", 2, 1),
            (1, "因公出国（境）费", 2, 1),
            (2, "公务用车购置及运行维护费", 1, 3),
            (5, "公务接待费", 2, 1),
            (6, "合计", 2, 1),
            (7, "因公出国（境）费", 2, 1),
            (8, "公务用车购置及运行维护费", 1, 3),
            (11, "公务接待费", 2, 1),
        ],
        [
            (2, "小计"),
            (3, "公务用车购置费"),
            (4, "公务用车运行维护费"),
            (8, "小计"),
            (9, "公务用车购置费"),
            (10, "公务用车运行维护费"),
        ],
        [(column, str(column + 1)) for column in range(12)],
    ],
    [["5.00", "", "3.00", "", "3.00", "2.00", "4.56", "", "3.02", "", "3.02", "1.54"]],
    set(range(12)),
    "注：本表反映虚构单位的“三公”经费。",
)

REPORT = Report(
    seed=1,
    name="small-1",
    unit_name="云溪县档案馆",
    fiscal_year=2022,
    level="部门",
    money_unit="万元",
    layout="small",
    front=(Paragraph("云溪县档案馆2022年度部门决算", 1), Paragraph("云溪县档案馆设两个虚构的科室。")),
    sheets=(T1, T2, T6, T7),
    narrative=(Paragraph("收入支出总体情况说明", 2), Paragraph("2022年度收入总计1203.40万元，支出总计1203.40万元。")),
    gold=tuple(label for sheet in (T1, T2, T6, T7) for label in sheet.gold),
)
