"""一般公共预算财政拨款基本支出决算表 (T6): economic subjects in two or three blocks side by side."""

from decimal import Decimal

from evals.press.frame import Form
from evals.press.grid import Grid
from evals.press.model import Sheet
from evals.press.subjects import economic_names

_BLOCKS = {
    3: (("301", "303"), ("302",), ("307", "310", "312", "399")),
    2: (("301", "303"), ("302", "307", "310", "312", "399")),
}
_OLD = ("39906",)  # one code before 2022, two after
_NEW = ("39909", "39910")


def basic(form: Form) -> Sheet:
    """Return T6. Rows are economic codes; 人员经费合计 and 公用经费合计 stand under the blocks."""
    blocks = [_subjects(form, prefixes) for prefixes in _BLOCKS[form.layout.blocks]]
    grid = form.grid(3 * len(blocks))
    start = grid.at
    grid.put(0, "人员经费", "header", 3)
    grid.put(3, "公用经费", "header", grid.columns - 3)
    grid.at += 1
    grid.row(["科目编码", "科目名称", form.layout.amount] * len(blocks), "header")
    grid.header_rows = (start, grid.at)
    start = grid.at
    for at in range(max(len(block) for block in blocks)):
        for number, block in enumerate(blocks):
            _subject(form, grid, 3 * number, block[at] if at < len(block) else None)
        grid.at += 1
    grid.put(0, "人员经费合计", "label", 2)
    grid.amount(2, form.books.personnel, "人员经费合计", "决算数")
    grid.put(3, "公用经费合计", "label", grid.columns - 4)
    grid.amount(grid.columns - 1, form.books.public, "公用经费合计", "决算数")
    grid.at += 1
    grid.body_rows = (start, grid.at)
    return form.finish(grid)


def _subjects(form: Form, prefixes: tuple[str, ...]) -> list[tuple[str, Decimal]]:
    """The codes of a block with their amounts, a 类 before its 款."""
    absent = _NEW if form.books.year < 2022 else _OLD
    found = []
    for code in economic_names():
        amount = form.books.economic_sum(code)
        if code.startswith(prefixes) and code not in absent and (amount or form.layout.every_subject):
            found.append((code, amount))
    return found


def _subject(form: Form, grid: Grid, column: int, entry: tuple[str, Decimal] | None) -> None:
    if entry is None:
        grid.put(column, "", "label")
        grid.put(column + 1, "", "label")
        grid.put(column + 2, "", "number")
        return
    code, amount = entry
    printed = f"{code[:3]}.{code[3:]}" if form.layout.dotted and len(code) == 5 else code
    grid.put(column, printed, "label")
    grid.put(column + 1, (form.layout.indent if len(code) == 5 else "") + economic_names()[code], "label")
    grid.amount(column + 2, amount, code, "决算数")
