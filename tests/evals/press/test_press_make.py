from itertools import pairwise

from evals.press.__main__ import main, report_text
from evals.press.layouts import NAMES
from evals.press.make import printed, report
from evals.press.series import department_of, series, units


def test_a_report_is_the_same_for_the_same_seed_and_another_for_another():
    assert report(5) == report(5)
    assert report(5, "random") == report(5, "random")
    assert report(5, "hunan").sheets != report(6, "hunan").sheets
    assert {report(seed).layout for seed in range(40)} <= set(NAMES)
    assert len({report(seed).layout for seed in range(40)}) >= 6


def test_money_unit_and_rows_are_as_asked():
    yuan = report(5, "hunan", money_unit="元")
    assert yuan.money_unit == "元"
    assert {label.unit for label in yuan.gold} & {"元", "万元"} == {"元"}
    rows = next(sheet for sheet in report(5, "hunan", rows=12).sheets if sheet.place == "T3").body_rows
    assert rows[1] - rows[0] == 13


def test_the_gold_of_the_report_is_that_of_its_sheets_and_its_text():
    made = report(5, "hunan")
    forms = [label for sheet in made.sheets for label in sheet.gold]
    assert [label for label in made.gold if label.place[0] == "T"] == forms
    assert any(label.place[0] == "S" for label in made.gold)


def test_books_of_several_years_and_units_are_printed_under_names_of_their_own():
    years = [printed(books, 8, "hunan", name=f"hunan-8-{books.year}") for books in series(8, 4)[1:]]
    assert [made.fiscal_year for made in years] == [years[0].fiscal_year + at for at in range(3)]
    values = [{label.row: label.value for label in made.gold if label.place == "T1"} for made in years]
    for before, now in pairwise(values):
        assert now.get("年初结转和结余") == before.get("年末结转和结余")
    members = units(8, 3)
    levels = [printed(books, 8, "hunan").level for books in (*members, department_of(members))]
    assert levels == ["本级", "单位", "单位", "部门"]


def test_a_person_sees_sheets_text_and_faults(capsys):
    assert main(["--seed", "7", "--layout", "liaoning", "--fault", "wrong_sum"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("# 第一部分 部门概况") < shown.index("公开01表")
    assert "本年收入合计 | 27 | " in shown
    assert "! wrong_sum T" in shown
    ahead = report_text(report(7, "hunan"))
    assert ahead.index("公开01表") < ahead.index("# 第三部分")
