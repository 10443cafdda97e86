import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from evals.press import make
from evals.press.layouts import NAMES
from evals.press.printing import Money
from evals.press.series import accounts, department_of, series, units
from evals.press.telling import Figure, Style, Teller, money_row, plugged

EVERY = [(seed, name) for seed in (1, 4, 12) for name in NAMES] + [(seed, "random") for seed in range(20, 50)]
STYLE = Style(Money("万元"))


@cache
def printed(seed, name, rows=None):
    return make.report(seed, name, rows=rows)


def told(report):
    return [part for part in (*report.front, *report.narrative) if part.level == 0]


def test_every_figure_of_the_gold_stands_where_its_spot_says():
    for seed, name in EVERY:
        report = printed(seed, name)
        gold = {(label.place, label.row, label.column): label for label in report.gold if label.place[0] == "S"}
        found = set()
        for part in told(report):
            for spot in part.spots:
                key = (spot.place, spot.row, spot.column)
                found.add(key)
                assert part.text[spot.start : spot.end] == gold[key].printed
                unit = gold[key].unit.replace("(", "（").replace(")", "）")
                assert part.text[spot.end :].lstrip().startswith(unit)
        assert found == {key for key, label in gold.items() if label.state == "value"}


def test_no_key_of_the_gold_has_two_values():
    for seed, name in EVERY:
        counts = Counter((label.place, label.row, label.column) for label in printed(seed, name).gold)
        assert [key for key, count in counts.items() if count > 1] == []


def test_a_value_is_what_is_printed_times_the_unit_with_the_sign_of_its_word():
    for seed, name in EVERY:
        report = printed(seed, name)
        gold = {(label.place, label.row, label.column): label for label in report.gold}
        for part in told(report):
            for spot in part.spots:
                label = gold[spot.place, spot.row, spot.column]
                size = Decimal(label.printed) * (10000 if label.unit == "万元" else 1)
                word = part.text[slice(*spot.word)]
                assert label.value == (-size if word in ("减少", "下降", "降低") else size)


def test_no_number_of_the_explanation_of_the_accounts_is_without_gold():
    for seed, name in EVERY:
        for part in printed(seed, name).narrative:
            if part.level or not part.spots:
                continue
            rest = part.text
            for spot in sorted(part.spots, key=lambda spot: -spot.start):
                rest = rest[: spot.start] + rest[spot.end :]
            rest = re.sub(r"20\d\d年|12月31日|单价(50|100)万元以上|^（?\d+[.）]", "", rest)
            assert not re.search(r"\d", rest), rest


def test_no_template_is_left_unfilled():
    for seed, name in EVERY:
        for part in (*printed(seed, name).front, *printed(seed, name).narrative):
            assert not set("{}=") & set(part.text)


def test_sections_come_in_order_each_under_its_heading():
    for seed, name in EVERY:
        report = printed(seed, name)
        places = [spot.place for part in report.narrative for spot in part.spots]
        numbers = [int(place[1:]) for place in places]
        assert numbers == sorted(numbers)
        assert {1, 4, 5, 6, 7, 10, 11, 12, 13} <= set(numbers)
        assert all(spot.place == "S0" for part in report.front for spot in part.spots)


def test_where_a_province_has_no_sections_on_income_and_spending_the_first_takes_their_rows():
    gold = printed(12, "liaoning").gold
    assert not {"S2", "S3"} & {label.place for label in gold}
    assert ("S1", "财政拨款收入", "占比") in {(label.place, label.row, label.column) for label in gold}
    assert ("S2", "财政拨款收入", "占比") in {(x.place, x.row, x.column) for x in printed(12, "hunan").gold}


def test_wordings_differ_between_seeds():
    firsts = {re.sub(r"[\d.]+", "", printed(seed, "hunan").narrative[2].text) for seed in range(12)}
    assert len(firsts) >= 4


def test_an_item_is_told_by_its_path_with_budget_and_completion():
    found = [label for seed in range(12) for label in printed(seed, "hunan").gold if label.place == "S5"]
    paths = {label.row: label.column for label in found if label.row.count("/") == 2}
    assert paths
    assert {"年初预算", "决算数", "完成率"} <= {label.column for label in found if label.row in paths}


def test_nothing_budgeted_gives_no_rate():
    for seed, name in EVERY:
        gold = {(label.place, label.row, label.column): label.value for label in printed(seed, name).gold}
        for (place, row, column), value in gold.items():
            if column in ("年初预算", "预算数") and value == 0:
                assert (place, row, "完成率") not in gold


def test_zeros_at_the_end_are_kept_or_dropped_by_style():
    eighty = Figure(Decimal("800000.00"))
    most = Figure(Decimal("2323000.00"))
    kept, whole = replace(STYLE, zeros="kept"), replace(STYLE, zeros="whole")
    assert [style.digits(eighty) for style in (STYLE, whole, kept)] == ["80", "80", "80.00"]
    assert [style.digits(most) for style in (STYLE, whole, kept)] == ["232.3", "232.30", "232.30"]


def test_a_percentage_is_rounded_truncated_or_made_to_reach_a_hundred():
    third = Figure(Decimal(200) / 3, "%")
    assert STYLE.digits(third) == "66.67"
    assert replace(STYLE, percent="truncated").digits(third) == "66.66"
    rows = {name: money_row(Decimal(1), whole=Decimal(3)) for name in "甲乙丙"}
    fixed = plugged(rows, list("甲乙丙"), replace(STYLE, percent="plugged"))
    assert [STYLE.digits(fixed[name]["占比"]) for name in "甲乙丙"] == ["33.33", "33.33", "33.34"]


def test_a_fall_is_told_in_words_and_labelled_negative():
    teller = Teller("S10", {"机关运行经费": money_row(Decimal(60000), Decimal(80000))}, STYLE)
    teller.say("机关运行经费{决算数}，比上年{比上年}。", "机关运行经费")
    assert teller.paragraphs[0].text == "机关运行经费6万元，比上年减少2万元，下降25%。"
    values = [(label.column, label.printed, label.value) for label in teller.gold]
    assert values == [
        ("决算数", "6", Decimal(60000)),
        ("比上年增减额", "2", Decimal(-20000)),
        ("比上年增减率", "25", Decimal(-25)),
    ]


def test_no_change_is_told_without_a_figure_and_one_from_nothing_without_a_rate():
    rows = {"甲": money_row(Decimal(5), Decimal(5)), "乙": money_row(Decimal(70000), Decimal(0))}
    teller = Teller("S10", rows, STYLE)
    teller.say("甲比上年{甲/比上年}，乙比上年{乙/比上年}。")
    assert teller.paragraphs[0].text == "甲比上年持平，乙比上年增加7万元。"


def test_a_department_and_a_long_report_are_told_too():
    whole = make.printed(department_of(units(6, 3)), 6, "hunan")
    assert whole.level == "部门"
    assert any(label.row == "决算单位" and label.value == 3 for label in whole.gold)
    long = printed(2, "liaoning", rows=500)
    assert len(long.narrative) < 80


def test_books_without_a_year_before_cannot_be_compared():
    with pytest.raises(ValueError, match="a year that is not there"):
        make.printed(series(1, 1)[0], 1, "hunan")
    assert accounts(1).previous is not None
