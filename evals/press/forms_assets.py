"""国有资产占用情况表 (T10): vehicles by use and dear equipment."""

from evals.press.frame import Form
from evals.press.model import Sheet


def assets(form: Form) -> Sheet:
    """Return T10: 项目, 计量单位, 数量."""
    held = form.books.assets
    grid = form.grid(3)
    start = grid.at
    grid.row(["项目", "计量单位", "数量"], "header")
    grid.header_rows = (start, grid.at)
    start = grid.at
    rows = [("一、车辆", "车辆", sum(held.vehicles.values()), "辆")]
    rows += [(f"　　{at}．{use}", use, count, "辆") for at, (use, count) in enumerate(held.vehicles.items(), 1)]
    rows += [
        ("二、单价50万元以上通用设备", "单价50万元以上通用设备", held.general_equipment, "台（套）"),
        ("三、单价100万元以上专用设备", "单价100万元以上专用设备", held.special_equipment, "台（套）"),
    ]
    for text, name, count, unit in rows:
        grid.put(0, text, "label")
        grid.put(1, unit, "label")
        grid.count(2, count, name, "数量", unit.replace("（", "(").replace("）", ")"))
        grid.at += 1
    grid.body_rows = (start, grid.at)
    return form.finish(grid)
