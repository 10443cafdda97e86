"""Reports of a few figures, worked by hand: which identities the oracle says they break."""

from decimal import Decimal

import pytest

from evals.press import make
from evals.press.layouts import NAMES
from evals.press.model import Label, Report, Sheet, SheetCell
from evals.press.oracle import broken, instances, newly_broken
from evals.press.series import department_of, units


def small(*facts: str, unit: str = "万元") -> Report:
    """A report that prints these figures alone: `place,row,column,printed[,unit]`."""
    gold = []
    for fact in facts:
        place, row, column, printed, *rest = fact.split(",")
        name = rest[0] if rest else unit
        value = Decimal(printed) * (10000 if name == "万元" else 1)
        gold.append(Label(place, row, column, "value", printed.lstrip("-"), value, name))
    places = dict.fromkeys(label.place for label in gold if label.place[0] == "T")
    sheets = tuple(Sheet(place, "", 0, 0, (), (0, 0), (0, 0), ()) for place in places)
    return Report(1, "x", "某局", 2022, "单位", unit, "none", (), sheets, (), tuple(gold))


def checks(*facts: str, unit: str = "万元") -> list[str]:
    return sorted({found.check for found in broken(small(*facts, unit=unit))})


def test_a_sum_within_half_a_last_place_for_each_figure_breaks_nothing():
    # Two parts and their total: three figures, so 0.015 off is rounding and 0.02 is not.
    parts = ("T5,合计,基本支出,6.00", "T5,合计,项目支出,4.00")
    assert checks("T5,合计,本年支出合计,10.01", *parts) == []
    assert checks("T5,合计,本年支出合计,10.02", *parts) == ["A12"]


def test_a_blank_part_adds_no_tolerance():
    assert checks("T5,合计,本年支出合计,6.01", "T5,合计,基本支出,6.00") == []
    assert checks("T5,合计,本年支出合计,6.02", "T5,合计,基本支出,6.00") == ["A12"]


def test_in_yuan_the_last_place_is_a_fen():
    assert checks("T1,收入总计,决算数,100.00", "T1,支出总计,决算数,100.02", unit="元") == ["A1", "A2", "A3"]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("66.67", []), ("66.66", []), ("66.6", []), ("66.63", ["D3"]), ("67.6", ["D3"]), ("67", [])],
)
def test_a_rate_may_be_rounded_or_truncated_at_its_last_digit(rate, expected):
    # 200/300 with figures so large that their own rounding moves the quotient by less than 0.01.
    told = ("S5,一般公共预算财政拨款支出,年初预算,300", "S5,一般公共预算财政拨款支出,决算数,200")
    assert checks(*told, f"S5,一般公共预算财政拨款支出,完成率,{rate},%") == expected


def test_growth_printed_as_completion_breaks_the_rate():
    told = ("S7,三公经费,预算数,5", "S7,三公经费,决算数,6")
    assert checks(*told, "S7,三公经费,完成率,120,%") == []
    assert checks(*told, "S7,三公经费,完成率,20,%") == ["D3"]


def test_a_change_over_this_years_figure_breaks_the_rate():
    # 800 last year, 600 now: a fall of 25 %, not of 33.33 %.
    told = ("S4,财政拨款收入,决算数,600", "S4,财政拨款收入,比上年增减额,-200")
    assert checks(*told, "S4,财政拨款收入,比上年增减率,-25,%") == []
    assert checks(*told, "S4,财政拨款收入,比上年增减率,-33.33,%") == ["D4"]


def test_a_fall_told_as_a_rise_breaks_the_rate_as_the_year_before_is_another_then():
    told = ("S4,财政拨款收入,决算数,600", "S4,财政拨款收入,比上年增减额,200")
    assert checks(*told, "S4,财政拨款收入,比上年增减率,25,%") == ["D4"]
    assert checks(*told, "S4,财政拨款收入,比上年增减率,-25,%") == ["D18", "D4"]


def test_more_than_planned_told_as_less_breaks_direction_and_difference():
    told = ("S7,会议费,预算数,7", "S7,会议费,决算数,5")
    assert checks(*told, "S7,会议费,比预算增减额,-2") == []
    assert checks(*told, "S7,会议费,比预算增减额,2") == ["D18", "D5"]


def test_shares_may_be_made_to_reach_a_hundred_by_as_much_as_the_others_lost():
    told = [
        f"S2,{row},决算数,{amount}" for row, amount in (("本年收入", 300), ("财政拨款收入", 200), ("其他收入", 100))
    ]
    assert checks(*told, "S2,财政拨款收入,占比,66.66,%", "S2,其他收入,占比,33.34,%") == []
    assert checks(*told, "S2,财政拨款收入,占比,66.66,%", "S2,其他收入,占比,33.84,%") == ["D2"]


def test_a_figure_told_in_the_wrong_unit_is_no_figure_of_the_form():
    form = ("T6,301,决算数,3.00", "T6,30101,决算数,3.00", "T6,人员经费合计,决算数,3.00")
    assert checks(*form, "S6,人员经费,决算数,3") == []
    assert checks(*form, "S6,人员经费,决算数,3,元") == ["C1", "C2"]
    assert checks(*form, "S6,人员经费,决算数,4") == ["C1"]


def test_an_amount_in_the_next_funds_column_breaks_the_forms_that_have_that_fund():
    four = [
        "T4,住房保障支出,合计,9.00",
        "T4,本年支出合计,合计,9.00",
        "T4,支出总计,合计,9.00",
        "T4,收入总计,决算数,9.00",
    ]
    four += ["T4,本年收入合计,决算数,9.00", "T4,一般公共预算财政拨款,决算数,9.00"]
    funds = ("一般公共预算财政拨款", "政府性基金预算财政拨款")
    right = [f"T4,{row},{funds[0]},9.00" for row in ("住房保障支出", "本年支出合计", "支出总计")]
    five = [f"T5,{row},{column},9.00" for row in ("合计", "221") for column in ("本年支出合计", "基本支出")]
    assert checks(*four, *right, *five) == []
    shifted = [f"T4,住房保障支出,{funds[1]},9.00", *right[1:]]
    assert checks(*four, *shifted, *five) == ["A11", "B5"]


def test_project_spending_shifted_from_basic_breaks_rows_sums_and_the_economic_form():
    rows = ("合计", "221", "22102", "2210201")
    six = ("T6,301,决算数,8.00", "T6,30101,决算数,8.00", "T6,人员经费合计,决算数,8.00")
    five = [f"T5,{row},{column},8.00" for row in rows for column in ("本年支出合计", "基本支出")]
    assert checks(*five, *six) == []
    moved = [fact.replace("基本支出", "项目支出") if fact.startswith("T5,2210201") else fact for fact in five]
    assert checks(*moved, *six) == ["A7"]


def test_heads_and_vehicles_are_counted_without_tolerance():
    people = ("S0,人员编制,行政,6,人", "S0,人员编制,参公,2,人", "S0,人员编制,事业,0,人")
    assert checks("S0,人员编制,合计,8,人", *people) == []
    assert checks("S0,人员编制,合计,9,人", *people) == ["D14"]
    cars = ("S12,机要通信用车,数量,1,辆", "S12,其他用车,数量,1,辆", "S7,公务用车运行维护费,保有量,2,辆")
    assert checks("S12,车辆,数量,2,辆", *cars) == []
    assert checks("S12,车辆,数量,1,辆", *cars) == ["C7", "D13"]


def test_running_costs_are_the_public_ones_only_where_all_posts_are_administrative():
    six = ("T6,302,决算数,5.00", "T6,30201,决算数,5.00", "T6,公用经费合计,决算数,5.00")
    assert checks(*six, "S10,机关运行经费,决算数,4", "S0,人员编制,事业,3,人") == []
    assert checks(*six, "S10,机关运行经费,决算数,4", "S0,人员编制,事业,0,人") == ["C6"]
    assert checks(*six, "S10,机关运行经费,决算数,6", "S0,人员编制,事业,3,人") == ["C6"]


def test_a_form_that_is_not_there_is_compared_with_nothing():
    assert checks("S6,人员经费,决算数,3") == []


def test_a_name_beside_another_code_breaks_the_dictionary():
    def named(name: str) -> Report:
        cells = (SheetCell(0, 0, "2210201", "label"), SheetCell(0, 1, name, "label"))
        return Report(
            1, "x", "某局", 2022, "单位", "元", "none", (), (Sheet("T5", "", 1, 2, cells, (0, 0), (0, 1), ()),), (), ()
        )

    assert [found.check for found in broken(named("住房公积金"))] == []
    assert [(found.check, found.keys) for found in broken(named("购房补贴"))] == [
        ("B11", (("T5", "2210201", "科目名称"),))
    ]
    assert newly_broken(named("住房公积金"), named("购房补贴")) == ("B11",)
    assert newly_broken(named("购房补贴"), named("购房补贴")) == ()


def test_a_report_without_a_fault_breaks_nothing_whatever_its_layout():
    for seed in range(40):
        report = make.report(seed, NAMES[seed % len(NAMES)] if seed < 20 else "random")
        assert broken(report) == [], report.name
    for seed in range(4):
        assert broken(make.printed(department_of(units(seed, 3)), seed, "hunan")) == []


def test_the_oracle_asks_many_identities_of_every_report():
    asked = {found.check for seed in range(6) for found in instances(make.report(seed, "shaanxi"))}
    assert len(asked) >= 40
