"""Fictional offices: who they are, and what they hold beside the ledger."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from evals.press.accounts import Accounts
from evals.press.chance import around, cut, spread
from evals.press.holdings import Assets, Official, People, Procurement, Project, Spent
from evals.press.line import ZERO

_PLACES = (
    "澜石市",
    "栖云县",
    "霁川市",
    "望岫区",
    "南麓县",
    "青禾市",
    "临皋区",
    "砚溪县",
    "汀洲市",
    "栎原区",
    "鹿鸣县",
    "碧落市",
)
_OFFICES = {
    "21015": "医疗保障局",
    "20106": "财政局",
    "20406": "司法局",
    "20801": "人力资源和社会保障局",
    "21101": "生态环境局",
    "20103": "人民政府办公室",
    "20113": "商务局",
    "20105": "统计局",
    "22001": "自然资源局",
    "21201": "城市管理局",
}
USES = (
    "副省级以上领导干部用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)
"""Uses of vehicles, in the order a form prints them."""
_PROJECTS = (
    "业务保障",
    "信息系统运行维护",
    "宣传培训",
    "专项检查",
    "基层能力建设",
    "设施修缮",
    "档案数字化",
    "便民服务",
    "课题调研",
)


@dataclass(frozen=True)
class Office:
    """A fictional unit: its name, the 款 it works in, and whether all its people are 行政 or 参公."""

    unit_name: str
    main: str
    administrative: bool
    subordinate: bool = False


def draw_office(rng: Random) -> Office:
    """Draw an office of a place that is on no map."""
    main = rng.choice(sorted(_OFFICES))
    return Office(rng.choice(_PLACES) + _OFFICES[main], main, rng.random() < 0.6)


def subordinates(rng: Random, office: Office, count: int) -> tuple[Office, ...]:
    """Return `count` units under an office."""
    kinds = rng.sample(("事务中心", "信息中心", "综合执法队", "服务中心", "宣传教育中心", "监测站", "培训中心"), count)
    return tuple(Office(office.unit_name + kind, office.main, False, True) for kind in kinds)


def holdings(rng: Random, office: Office, books: Accounts) -> dict[str, Any]:
    """Return the fields of Accounts that follow from the ledger and the office: 三公, people, purchases, assets ..."""
    official = _official(rng, books)
    public = books.public
    operating = public if office.administrative else (ZERO if office.subordinate else cut(rng, public * 4 / 5))
    return {
        "official": official,
        "people": _people(rng, office),
        "procurement": _procurement(rng, books),
        "assets": _assets(rng, official.kept),
        "projects": _projects(rng, books.line().general_project),
        "operating": operating,
        "score": Decimal(rng.randint(8600, 9950)) / 100,
    }


def _official(rng: Random, books: Accounts) -> Official:
    """三公: what 基本支出 booked, and now and then a little of the projects' money on top."""
    spare = books.line().general_project / 50

    def item(code: str, chance: float) -> Spent:
        final = books.economic.get(code, ZERO)
        if rng.random() < chance and spare > 100:
            final += cut(rng, spare * Decimal(str(round(rng.random(), 3))))
        return _spent(rng, final)

    abroad, purchase = item("30212", 0.06), item("31013", 0.1)
    running, reception = item("30231", 0.3), item("30217", 0.3)
    return Official(
        abroad,
        purchase,
        running,
        reception,
        item("30215", 0.2),
        item("30216", 0.2),
        groups=rng.randint(1, 3) if abroad.final else 0,
        travellers=rng.randint(3, 9) if abroad.final else 0,
        bought=rng.randint(1, 2) if purchase.final else 0,
        kept=rng.randint(2, 6) if running.final else 0,
        receptions=rng.randint(2, 60) if reception.final else 0,
        guests=rng.randint(61, 700) if reception.final else 0,
    )


def _spent(rng: Random, final: Decimal) -> Spent:
    """A budget beside a final amount: usually more, seldom less, at times a budget that nothing was spent of."""
    if not final:
        return Spent(Decimal(rng.randint(1, 60) * 1000) + ZERO if rng.random() < 0.25 else ZERO, ZERO)
    chance = rng.random()
    if chance < 0.2:
        return Spent(final, final)
    factor = Decimal(str(round(rng.uniform(0.8, 0.99) if chance < 0.28 else rng.uniform(1.02, 2.2), 3)))
    return Spent((final * factor / 100).quantize(Decimal(1)) * 100 + ZERO, final)


def _people(rng: Random, office: Office) -> People:
    """Heads: an institution's are all 事业; an office has 行政 and perhaps 参公, and 事业 unless administrative."""
    posts = (0 if office.subordinate else rng.randint(6, 40), 0 if office.subordinate else rng.randint(0, 20))
    institution = 0 if office.administrative else rng.randint(4, 60)
    administrative, civil, working = (max(count - rng.randint(0, 3), 0) for count in (*posts, institution))
    return People(*posts, institution, administrative, civil, working, rng.randint(0, 2), rng.randint(0, 30))


def _procurement(rng: Random, books: Accounts) -> Procurement:
    """Purchases: some of the projects' money, by kind; contracts of small firms within each kind."""
    if rng.random() < 0.15:
        return Procurement()
    whole = cut(rng, books.line().project * Decimal(str(round(rng.uniform(0.05, 0.7), 3))))
    kinds = spread(rng, whole, ["goods", "works", "services"])
    if rng.random() < 0.5:
        kinds = {"goods": kinds["goods"] + kinds["works"], "works": ZERO, "services": kinds["services"]}
    kinds = {kind: (amount // 100 * 100).quantize(ZERO) for kind, amount in kinds.items()}
    small = {f"{kind}_small": amount if rng.random() < 0.6 else cut(rng, amount / 2) for kind, amount in kinds.items()}
    return Procurement(**kinds, **small, micro=cut(rng, sum(small.values(), ZERO) * Decimal("0.6")))


def _assets(rng: Random, kept: int) -> Assets:
    """Vehicles: at least those the appropriation keeps; rooms and equipment at random."""
    vehicles = dict.fromkeys(USES, 0)
    for _ in range(kept + rng.randint(0, 4)):
        vehicles[rng.choice(USES[1:])] += 1
    offices = Decimal(rng.randint(80000, 900000)) / 100
    rooms = Decimal(rng.randint(0, 400000)) / 100 if rng.random() < 0.5 else ZERO
    return Assets(vehicles, offices, rooms, rng.randint(0, 6), rng.choice((0, 0, 1, 3)))


def _projects(rng: Random, spent: Decimal) -> tuple[Project, ...]:
    """Self-assessed projects whose spending adds up to that of the general budget's projects."""
    if not spent:
        return ()
    names = [f"{name}经费" for name in rng.sample(_PROJECTS, rng.randint(1, 5))]
    parts = {name: amount for name, amount in spread(rng, spent, names).items() if amount}
    return tuple(
        Project(name, max(around(rng, amount * Decimal("0.9")), amount), amount, Decimal(rng.randint(860, 1000)) / 10)
        for name, amount in parts.items()
    )
