"""S0, S7 and S11 to S13 in held-out structures: people in post and retired, 三公 by item, purchases, assets, scores."""

from decimal import ROUND_HALF_UP, Decimal

from evals.press.accounts import Accounts
from evals.press.heldout.official import Item, items
from evals.press.phrases import Phrases
from evals.press.printing import CENT
from evals.press.telling import Figure, Row, Style, Teller, money_row
from evals.press.told_other import asset_rows
from evals.press.told_totals import sign, words


def _count(number: int | Decimal, unit: str) -> Figure:
    return Figure(Decimal(number), unit)


def overview(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S0: duties, units and offices, posts, and people in post or retired."""
    people = books.people
    posts = {"行政": people.administrative, "参公": people.civil, "事业": people.institution}
    heads = {
        "在职": people.administrative_now + people.civil_now + people.institution_now,
        "离退休": people.retired_cadres + people.retired,
        "离休": people.retired_cadres,
        "退休": people.retired,
    }
    rows: dict[str, Row] = {
        "决算单位": {"个数": _count(len(books.units) or 1, "个")},
        "内设机构": {"个数": _count(3 + sum(posts.values()) // 9, "个")},
        "人员编制": {"合计": _count(sum(posts.values()), "人")} | {k: _count(v, "人") for k, v in posts.items()},
        "实有人员": {k: _count(v, "人") for k, v in heads.items()},
    }
    teller = Teller("S0", rows, style, words(books))
    teller.heading("（一）职能简介")
    teller.say(phrases("S0.duties"))
    teller.heading("（二）机构与人员")
    names = books.units or (books.unit_name,)
    teller.say(phrases("S0.units_many" if len(names) > 1 else "S0.units_one"), 名单="、".join(names))
    teller.say(phrases("S0.posts") + phrases("S0.heads"))
    return teller


def official(books: Accounts, style: Style, phrases: Phrases, *, meetings: bool, vehicles_last: bool) -> Teller:
    """S7: the total against budget and last year, its structure, and each item against both."""
    found = {item.name: item for item in items(books, meetings=True)}
    total, spent = found["合计"], books.official
    rows = {name: _row(item, total) for name, item in found.items() if name != "合计"}
    rows["三公经费"] = _row(total, total) | {"上年决算数": Figure(total.was.final)}
    rows["因公出国（境）费"] |= {"团组数": _count(spent.groups, "个"), "人次": _count(spent.travellers, "人次")}
    rows["公务用车购置费"] |= {"购置数": _count(spent.bought, "辆")}
    rows["公务用车运行维护费"] |= {"保有量": _count(spent.kept, "辆")}
    counts = {"批次": _count(spent.receptions, "批次"), "人次": _count(spent.guests, "人次")}
    rows["国内公务接待"] = money_row(spent.reception.final) | counts
    nobody = {"批次": _count(0, "批次"), "人次": _count(0, "人次")}
    rows["国（境）外公务接待"] = money_row(Decimal(0)) | nobody
    teller = Teller("S7", rows, style, words(books))
    _official_total(teller, phrases, total)
    order = ["因公出国（境）费", "公务接待费", "公务用车购置及运行维护费"]
    if not vehicles_last:
        order[1:] = reversed(order[1:])
    teller.write(phrases("S7.structure"))
    for at, name in enumerate(order):
        key = "S7.share" if "占比" in rows[name] else "S7.share_plain"
        teller.write(("；" if at else "") + phrases(key), name, 项=name)
    teller.write("。")
    teller.end()
    for number, name in enumerate(order, 1):
        _official_item(teller, phrases, number, found[name])
    for name in ("会议费", "培训费") if meetings else ():
        _meeting(teller, phrases, found[name])
    return teller


def _row(item: Item, total: Item) -> Row:
    whole = total.now.final or None
    return money_row(item.now.final, item.was.final, budget=item.now.budget, whole=whole, budget_name="预算数")


def _official_total(teller: Teller, phrases: Phrases, total: Item) -> None:
    change = sign(total.now.final - total.now.budget, teller.style)
    key = "S7.total" if teller.style.money.rounded(total.now.budget) else "S7.total_unbudgeted"
    teller.write(phrases(key), 原因=phrases.reason(change, "S7"))
    change = sign(total.now.final - total.was.final, teller.style)
    teller.write(phrases("S7.last_year"), 原因=phrases.reason(change, "S7 year"))
    teller.end()


def _official_item(teller: Teller, phrases: Phrases, number: int, item: Item) -> None:
    budgeted = bool(teller.style.money.rounded(item.now.budget))
    change = sign(item.now.final - item.was.final, teller.style)
    key = "S7.item" if budgeted else "S7.item_unbudgeted"
    teller.write(phrases(key), item.name, 号=str(number), 项=item.name, 原因=phrases.reason(change, item.name))
    details = {"因公出国（境）费": "S7.abroad", "公务用车购置及运行维护费": "S7.vehicle", "公务接待费": "S7.reception"}
    teller.write(phrases(details[item.name]))
    teller.end()


def _meeting(teller: Teller, phrases: Phrases, item: Item) -> None:
    change = sign(item.now.final - item.was.final, teller.style)
    key = "S7.other" if teller.style.money.rounded(item.now.budget) else "S7.other_unbudgeted"
    teller.say(phrases(key), item.name, 项=item.name, 原因=phrases.reason(change, item.name))


def procurement(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S11: purchases by kind, small firms' contracts, and their share in every kind that was bought."""
    bought = books.procurement
    kinds = {
        "货物": (bought.goods, bought.goods_small),
        "工程": (bought.works, bought.works_small),
        "服务": (bought.services, bought.services_small),
    }
    rows = {f"{kind}支出": money_row(whole) for kind, (whole, _) in kinds.items()}
    rows |= {f"{kind}中小企业合同": money_row(small, whole=whole) for kind, (whole, small) in kinds.items()}
    rows["政府采购支出"] = money_row(bought.total)
    rows["中小企业合同"] = money_row(bought.small, whole=bought.total)
    rows["小微企业合同"] = money_row(bought.micro, whole=bought.total)
    teller = Teller("S11", rows, style, words(books))
    if not bought.total:
        teller.say(phrases("S11.nothing"))
        return teller
    teller.say(phrases("S11.told") + phrases("S11.small"))
    for kind in kinds:
        if "占比" in rows[f"{kind}中小企业合同"]:
            teller.write(phrases("S11.kinds"), f"{kind}中小企业合同", 名=kind)
    teller.end()
    return teller


def assets(books: Accounts, style: Style, phrases: Phrases, *, rooms: bool) -> Teller:
    """S12: equipment first, then vehicles by the uses there are, rooms last where they are told."""
    held = books.assets
    teller = Teller("S12", asset_rows(books), style, words(books))
    teller.say(phrases("S12.equipment"))
    teller.write(phrases("S12.vehicles"))
    used = [use for use, count in held.vehicles.items() if count]
    opening, closing = phrases("S12.frame").split("|") if used else ("", "。")
    teller.write(opening)
    for at, use in enumerate(used):
        teller.write(("，" if at else "") + phrases("S12.use"), use, 项=use)
    teller.write(closing)
    teller.end()
    if rooms:
        teller.say(phrases("S12.rooms"))
    return teller


def performance(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S13: projects of two levels, each one's score, their sums and mean score, and the unit as a whole."""
    projects = books.projects
    spent = sum((project.spent for project in projects), Decimal(0))
    budget = sum((project.budget for project in projects), Decimal(0))
    rows: dict[str, Row] = {
        "绩效自评项目": {"个数": _count(len(projects), "个"), "涉及资金": Figure(spent)},
        "一级项目": {"个数": _count((len(projects) + 1) // 2, "个")},
        "二级项目": {"个数": _count(len(projects) // 2, "个")},
        "部门整体支出": {"得分": _count(books.score, "分")},
    }
    if books.line().general_project:
        rows["绩效自评项目"]["占比"] = Figure(spent * 100 / books.line().general_project, "%")
    names = _project_names(books)
    for name, project in zip(names, projects, strict=True):
        rate = Figure(project.spent * 100 / project.budget, "%")
        money = {"全年预算数": Figure(project.budget), "执行数": Figure(project.spent), "完成率": rate}
        rows[name] = money | {"得分": _count(project.score, "分")}
    teller = Teller("S13", rows, style, words(books))
    teller.say(phrases("S13.head" if projects else "S13.none"))
    for number, (name, project) in enumerate(zip(names, projects, strict=True), 1):
        teller.say(phrases("S13.project"), name, 号=str(number), 项=project.name)
    if len(projects) > 1:
        mean = sum((project.score for project in projects), Decimal(0)) / len(projects)
        rows["项目合计"] = {
            "全年预算数": Figure(budget),
            "执行数": Figure(spent),
            "完成率": Figure(spent * 100 / budget, "%"),
            "平均得分": _count(mean.quantize(CENT, ROUND_HALF_UP), "分"),
        }
        teller.say(phrases("S13.sum"))
    teller.say(phrases("S13.whole"))
    return teller


def _project_names(books: Accounts) -> list[str]:
    """Rows of the gold; a name printed again takes #2, #3 ..."""
    names = [f"项目:{project.name}" for project in books.projects]
    return [name if name not in names[:at] else f"{name}#{names[:at].count(name) + 1}" for at, name in enumerate(names)]
