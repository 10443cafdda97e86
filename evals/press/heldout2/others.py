"""Forms that some publish beyond the statutory nine, near to those in title and shape; and 国有资产占用情况表 (T10)."""

from dataclasses import replace
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.heldout.economic import listed
from evals.press.heldout.entries import Amount, Count, Entry, Head, Wide, beside, fill, heads
from evals.press.heldout.functional import Column
from evals.press.heldout2.functional import Subjects, functional
from evals.press.heldout2.page import Leaf
from evals.press.model import Sheet
from evals.press.subjects import economic_names


def all_funds(leaf: Leaf, subjects: Subjects) -> Sheet:
    """财政拨款支出决算表: of the general budget, the government fund and the state capital budget together."""

    def whole(books: Accounts, code: str) -> Decimal:
        return books.line(code).fiscal

    def basic(books: Accounts, code: str) -> Decimal:
        line = books.line(code)
        return line.general_basic + line.fund_basic + line.capital_basic

    def project(books: Accounts, code: str) -> Decimal:
        return whole(books, code) - basic(books, code)

    columns = [
        Column("本年支出合计", "本年支出合计", whole, scored=False),
        Column("基本支出", "基本支出", basic, scored=False),
        Column("项目支出", "项目支出", project, scored=False),
    ]
    return functional(leaf, subjects, columns)


def projects(leaf: Leaf, subjects: Subjects) -> Sheet:
    """一般公共预算财政拨款项目支出决算表: budget and account of projects by subject."""

    def budget(books: Accounts, code: str) -> Decimal:
        return books.line(code).budget_project

    def final(books: Accounts, code: str) -> Decimal:
        return books.line(code).general_project

    columns = [
        Column("年初预算数", "年初预算", budget, scored=False),
        Column("决算数", "项目支出", final, scored=False),
    ]
    return functional(leaf, subjects, columns, ("1", "2"))


def operating(leaf: Leaf) -> Sheet:
    """机关运行经费支出决算表; read as what S10 tells, its amounts are neither right nor wrong."""
    books, names = leaf.books, economic_names()
    lines: list[list[Entry]] = [[Wide("合计", 2), Amount(books.operating, "机关运行经费", "决算数", scored=False)]]
    if books.operating and books.operating == books.public:
        lines += [
            [code, names[code], Amount(amount, names[code], "决算数", scored=False)]
            for code, amount in listed(books, ("302", "307", "310", "312", "399"), False)
        ]
    grid = leaf.grid(3)
    heads(grid, [Head("科目编码"), Head("科目名称"), Head("机关运行经费支出")])
    fill(grid, lines)
    return _also(leaf.finish(grid), "S10")


def procurement(leaf: Leaf) -> Sheet:
    """政府采购支出表; read as what S11 tells, its amounts are neither right nor wrong."""
    bought = leaf.books.procurement
    rows = [
        ("合计", "政府采购支出", bought.total, "中小企业合同", bought.small),
        ("货物", "货物支出", bought.goods, "货物中小企业合同", bought.goods_small),
        ("工程", "工程支出", bought.works, "工程中小企业合同", bought.works_small),
        ("服务", "服务支出", bought.services, "服务中小企业合同", bought.services_small),
    ]
    lines: list[list[Entry]] = [
        [text, Amount(whole, row, "决算数", scored=False), Amount(small, small_row, "决算数", scored=False)]
        for text, row, whole, small_row, small in rows
    ]
    grid = leaf.grid(3)
    heads(grid, [Head("项目"), Head("采购支出总额"), Head("其中：授予\n中小企业合同金额")])
    fill(grid, lines)
    return _also(leaf.finish(grid), "S11")


def _also(sheet: Sheet, place: str) -> Sheet:
    return replace(sheet, gold=(*sheet.gold, *(replace(label, place=place) for label in sheet.gold)))


def assets_and_rooms(leaf: Leaf) -> Sheet:
    """国有资产占用情况表 (T10): vehicles and equipment at the left, square metres of rooms at the right."""
    held = leaf.books.assets

    def count(text: str, number: int, row: str, unit: str) -> list[Entry]:
        return [text, Count(Decimal(number), row, "数量", unit)]

    def area(text: str, number: Decimal, row: str) -> list[Entry]:
        return [text, Count(number, row, "面积", "平方米", places=2)]

    left = [
        count("一、车辆（辆）", sum(held.vehicles.values()), "车辆", "辆"),
        *(count(f"  {at}.{use}", number, use, "辆") for at, (use, number) in enumerate(held.vehicles.items(), 1)),
        count("二、单价50万元以上通用设备（台、套）", held.general_equipment, "单价50万元以上通用设备", "台(套)"),
        count("三、单价100万元以上专用设备（台、套）", held.special_equipment, "单价100万元以上专用设备", "台(套)"),
    ]
    right = [
        area("四、房屋", held.offices + held.other_rooms, "房屋"),
        area("  1.办公用房", held.offices, "办公用房"),
        area("  2.其他房屋", held.other_rooms, "其他房屋"),
    ]
    right += [["", None]] * (len(left) - len(right))
    grid = leaf.grid(4)
    heads(grid, [Head("车辆、设备"), Head("数量"), Head("房屋"), Head("面积（平方米）")])
    fill(grid, beside((left, []), (right, [])))
    return leaf.finish(grid)
