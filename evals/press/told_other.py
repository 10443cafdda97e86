"""S0 and S10 to S14: who the unit is, running costs, purchases, assets, performance, terms."""

from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.phrases import Phrases
from evals.press.telling import Figure, Row, Style, Teller, money_row
from evals.press.told_totals import before, sign, words


def _count(number: int | Decimal, unit: str) -> Figure:
    return Figure(Decimal(number), unit)


def overview(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S0: duties, units and people."""
    people = books.people
    posts = {"行政": people.administrative, "参公": people.civil, "事业": people.institution}
    heads = {"行政": people.administrative_now, "参公": people.civil_now, "事业": people.institution_now}
    retired = {"离休": people.retired_cadres, "退休": people.retired}
    rows: dict[str, Row] = {
        "决算单位": {"个数": _count(len(books.units) or 1, "个")},
        "人员编制": {"合计": _count(sum(posts.values()), "人")} | {k: _count(v, "人") for k, v in posts.items()},
        "实有人员": {"合计": _count(sum(heads.values()), "人")}
        | {k: _count(v, "人") for k, v in (heads | retired).items()},
    }
    teller = Teller("S0", rows, style, words(books))
    teller.heading("一、主要职责")
    teller.say(phrases("S0.duties"))
    teller.heading("二、单位构成及人员情况")
    names = books.units or (books.unit_name,)
    teller.say(phrases("S0.units_many" if len(names) > 1 else "S0.units_one"), 名单="、".join(names))
    for key in ("S0.posts", "S0.heads", "S0.retired"):
        teller.write(phrases(key))
    teller.end()
    return teller


def operating(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S10: 机关运行经费."""
    was = before(books).operating
    teller = Teller("S10", {"机关运行经费": money_row(books.operating, was)}, style, words(books))
    change = sign(books.operating - was, style)
    key = "S10.told" if books.operating else "S10.nothing"
    teller.say(phrases(key), "机关运行经费", 原因=phrases.reason(change, "S10"))
    return teller


def procurement(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S11: purchases by kind, and the contracts of small firms."""
    bought = books.procurement
    rows = {
        "政府采购支出": money_row(bought.total),
        "货物支出": money_row(bought.goods),
        "工程支出": money_row(bought.works),
        "服务支出": money_row(bought.services),
        "中小企业合同": money_row(bought.small, whole=bought.total),
        "小微企业合同": money_row(bought.micro, whole=bought.total),
        "货物中小企业合同": money_row(bought.goods_small, whole=bought.goods),
    }
    teller = Teller("S11", rows, style, words(books))
    if not bought.total:
        teller.say(phrases("S11.nothing"))
        return teller
    teller.write(phrases("S11.told"))
    teller.write(phrases("S11.small"))
    if bought.goods:
        teller.write(phrases("S11.kinds"))
    teller.end()
    return teller


def asset_rows(books: Accounts) -> dict[str, Row]:
    """Return the rows of what the unit holds: vehicles by use, dear equipment, rooms."""
    held = books.assets
    rows: dict[str, Row] = {use: {"数量": _count(count, "辆")} for use, count in held.vehicles.items()}
    return rows | {
        "车辆": {"数量": _count(sum(held.vehicles.values()), "辆")},
        "单价50万元以上通用设备": {"数量": _count(held.general_equipment, "台（套）")},
        "单价100万元以上专用设备": {"数量": _count(held.special_equipment, "台（套）")},
        "房屋": {"面积": _count(held.offices + held.other_rooms, "平方米")},
        "办公用房": {"面积": _count(held.offices, "平方米")},
        "其他房屋": {"面积": _count(held.other_rooms, "平方米")},
    }


def assets(books: Accounts, style: Style, phrases: Phrases, rooms: bool) -> Teller:
    """S12: vehicles by use, dear equipment, and rooms where `rooms`."""
    held = books.assets
    teller = Teller("S12", asset_rows(books), style, words(books))
    if rooms:
        teller.say(phrases("S12.rooms"))
    teller.write(phrases("S12.vehicles"))
    for at, use in enumerate(held.vehicles):
        teller.write("、" if at else "")
        teller.write(phrases("S12.use"), use, 项=use)
    teller.write("。")
    teller.write(phrases("S12.equipment"))
    teller.end()
    return teller


def performance(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S13: self-assessed projects and the unit as a whole."""
    spent = sum((project.spent for project in books.projects), Decimal(0))
    rows: dict[str, Row] = {
        "绩效自评项目": {"个数": _count(len(books.projects), "个"), "涉及资金": Figure(spent)},
        "部门整体支出": {"得分": _count(books.score, "分")},
    }
    if books.line().general_project:
        rows["绩效自评项目"]["占比"] = Figure(spent * 100 / books.line().general_project, "%")
    names = [f"项目:{project.name}" for project in books.projects]
    names = [
        name if name not in names[:at] else f"{name}#{names[:at].count(name) + 1}" for at, name in enumerate(names)
    ]
    for name, project in zip(names, books.projects, strict=True):
        rows[name] = {
            "全年预算数": Figure(project.budget),
            "执行数": Figure(project.spent),
            "完成率": Figure(project.spent * 100 / project.budget, "%"),
            "得分": _count(project.score, "分"),
        }
    teller = Teller("S13", rows, style, words(books))
    teller.say(phrases("S13.head" if books.projects else "S13.none"))
    for at, (name, project) in enumerate(zip(names, books.projects, strict=True), 1):
        teller.say(phrases("S13.project"), name, 号=str(at), 项=project.name)
    teller.say(phrases("S13.whole"))
    return teller


def terms(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S14: what the words mean; no figures."""
    teller = Teller("S14", {}, style, words(books))
    for number, key in enumerate(("S14.terms", "S14.basic", "S14.project_term", "S14.operating"), 1):
        teller.say(f"{number}.{phrases(key)}")
    return teller
