"""Counts in forms: “三公”经费 printed together with running costs, assets and purchases (T7), and a wide T10."""

from dataclasses import replace
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.heldout.entries import Amount, Count, Entry, Head, beside, fill, heads
from evals.press.heldout.official import items
from evals.press.heldout.page import Page
from evals.press.line import ZERO
from evals.press.model import Sheet

_LABELS = (
    "（一）支出合计",
    "  1．因公出国（境）费",
    "  2．公务用车购置及运行维护费",
    "    （1）公务用车购置费",
    "    （2）公务用车运行维护费",
    "  3．公务接待费",
    "二、会议费",
    "三、培训费",
)


def with_running_costs(page: Page) -> Sheet:
    """Budget and final account of 三公 on the left with the counts that go with them; what is no 三公 is unscored."""
    books = page.books
    found = items(books, meetings=True)
    money: list[list[Entry]] = [
        [text, Amount(item.now.budget, item.name, "预算数"), Amount(item.now.final, item.name, "决算数")]
        for text, item in zip(_LABELS, found, strict=True)
    ]
    counts: list[list[Entry]] = [
        [f"  {at}．{text}（{unit}）", "—", Count(Decimal(number), row, measure, unit, scored=False)]
        for at, (text, number, row, measure, unit) in enumerate(_counts(books), 1)
    ]
    left: list[list[Entry]] = [
        ["一、“三公”经费支出", "—", "—"],
        *money[:6],
        ["（二）相关统计数", "—", "—"],
        *counts,
        *money[6:],
    ]
    grid = page.grid(5)
    heads(grid, [Head("项  目"), Head("预算数"), Head("决算统计数"), Head("项  目"), Head("决算统计数")])
    right = _right(books)
    empty: list[Entry] = ["", None, None]
    left += [empty] * (len(right) - len(left))
    fill(grid, beside((left, []), (right, [])))
    # Whoever reads the assets here as those of 国有资产占用情况表 is neither right nor wrong.
    grid.gold += [replace(label, place="T10") for label in grid.gold if label.column == "数量"]
    return page.finish(grid, "说明：预算数按调整后口径填列，统计数为年末数。")


def _counts(books: Accounts) -> list[tuple[str, int, str, str, str]]:
    spent = books.official
    return [
        ("因公出国（境）团组数", spent.groups, "因公出国（境）费", "团组数", "个"),
        ("因公出国（境）人次数", spent.travellers, "因公出国（境）费", "人次", "人次"),
        ("公务用车购置数", spent.bought, "公务用车购置费", "购置数", "辆"),
        ("公务用车保有量", spent.kept, "公务用车运行维护费", "保有量", "辆"),
        ("国内公务接待批次", spent.receptions, "国内公务接待", "批次", "批次"),
        ("国内公务接待人次", spent.guests, "国内公务接待", "人次", "人次"),
    ]


def _right(books: Accounts) -> list[list[Entry]]:
    held, bought = books.assets, books.procurement

    def money(text: str, exact: Decimal, row: str) -> list[Entry]:
        return [text, Amount(exact, row, "决算数", scored=False)]

    def count(text: str, number: int, row: str, unit: str) -> list[Entry]:
        return [text, Count(Decimal(number), row, "数量", unit, scored=False)]

    return [
        money("四、机关运行经费", books.operating, "机关运行经费"),
        ["五、资产信息", "—"],
        count("（一）车辆数合计（辆）", sum(held.vehicles.values()), "车辆", "辆"),
        *(count(f"  {at}．{use}", number, use, "辆") for at, (use, number) in enumerate(held.vehicles.items(), 1)),
        count("（二）单价100万元以上设备（台、套）", held.special_equipment, "单价100万元以上设备", "台(套)"),
        ["六、政府采购信息", "—"],
        money("（一）政府采购支出合计", bought.total, "政府采购支出"),
        money("  1．货物", bought.goods, "货物支出"),
        money("  2．工程", bought.works, "工程支出"),
        money("  3．服务", bought.services, "服务支出"),
        money("（二）授予中小企业合同金额", bought.small, "中小企业合同"),
        money("  其中：授予小微企业", bought.micro or ZERO, "小微企业合同"),
    ]


def wide_assets(page: Page) -> Sheet:
    """国有资产占用情况表 (T10) as one row of counts under two rows of heads."""
    held = page.books.assets
    uses = list(held.vehicles)
    numbers: list[Entry] = [
        Count(Decimal(sum(held.vehicles.values())), "车辆", "数量", "辆"),
        *(Count(Decimal(held.vehicles[use]), use, "数量", "辆") for use in uses),
        Count(Decimal(held.general_equipment), "单价50万元以上通用设备", "数量", "台(套)"),
        Count(Decimal(held.special_equipment), "单价100万元以上专用设备", "数量", "台(套)"),
    ]
    grid = page.grid(len(numbers))
    heads(
        grid,
        [
            Head("车辆（辆）", (Head("小计"), *(Head(_halved(use)) for use in uses))),
            Head("设备（台、套）", (Head("单价50万元以上\n通用设备"), Head("单价100万元以上\n专用设备"))),
        ],
    )
    fill(grid, [numbers])
    return page.finish(grid)


def _halved(text: str) -> str:
    """Break a head in two lines."""
    middle = len(text) // 2
    return f"{text[:middle]}\n{text[middle:]}"
