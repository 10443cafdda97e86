from collections import Counter
from decimal import Decimal

import pytest

from evals.press import make
from evals.press.edits import money_of, with_sheet, with_texts
from evals.press.faults import KINDS, plant
from evals.press.layouts import NAMES
from evals.press.oracle import newly_broken, printed_names

REPORTS = [make.report(seed, NAMES[seed % len(NAMES)]) for seed in range(11)]


def facts(report):
    return {(label.place, label.row, label.column): label for label in report.gold}


def planted(kind, where):
    """Every report that has a place for a fault, before and after, with the fault."""
    for seed, before in enumerate(REPORTS):
        try:
            after = plant(before, kind, seed, where=where)
        except ValueError:
            continue
        yield before, after, after.planted[-1]


WITH_FIGURES = [
    *((kind, "tables") for kind in ("digit", "digit_lost", "digit_doubled", "unit", "wrong_sum")),
    *((kind, "text") for kind in ("digit", "digit_lost", "digit_doubled", "wrong_rate")),
]


@pytest.mark.parametrize(("kind", "where"), WITH_FIGURES)
def test_one_figure_is_printed_wrong_and_the_gold_says_what_is_printed(kind, where):
    count = 0
    for before, after, fault in planted(kind, where):
        key = (fault.place, fault.row, fault.column)
        old, new = facts(before), facts(after)
        assert {other for other in old if old[other] != new[other]} == {key} == {key} & set(new)
        assert (old[key].printed, new[key].printed) == (fault.true, fault.printed)
        factor = 10000 if new[key].unit == "万元" else 1
        assert abs(new[key].value) == Decimal(fault.printed.replace(",", "")) * factor
        count += 1
    assert count >= 8


@pytest.mark.parametrize(("kind", "where"), WITH_FIGURES)
def test_what_is_printed_wrong_stands_in_its_cell_or_paragraph(kind, where):
    for _, after, fault in planted(kind, where):
        key = (fault.row, fault.column)
        if where == "tables":
            cells = [cell for sheet in after.sheets if sheet.place == fault.place for cell in sheet.cells]
            cell = next(cell for cell in cells if cell.key == key)
            assert cell.text == fault.printed
            assert cell.stored == Decimal(fault.printed.replace(",", ""))
        else:
            spots = [(part, spot) for part in after.narrative for spot in part.spots]
            found = [
                part.text[x.start : x.end] for part, x in spots if (x.place, x.row, x.column) == (fault.place, *key)
            ]
            assert found == [fault.printed]


def test_figures_behind_a_longer_or_shorter_one_keep_their_places():
    for kind in ("digit_lost", "digit_doubled", "unit"):
        for _, after, _ in planted(kind, "text"):
            gold = facts(after)
            for part in after.narrative:
                for spot in part.spots:
                    assert part.text[spot.start : spot.end] == gold[spot.place, spot.row, spot.column].printed


def test_digits_are_changed_lost_or_doubled_as_the_name_says():
    def digits(text):
        return [mark for mark in text if mark.isdigit()]

    for where in ("tables", "text"):
        for _, _, fault in planted("digit", where):
            assert len(fault.printed) == len(fault.true)
            assert sum(a != b for a, b in zip(fault.printed, fault.true, strict=True)) == 1
        for _, _, fault in planted("digit_lost", where):
            assert sum((Counter(digits(fault.true)) - Counter(digits(fault.printed))).values()) == 1
        for _, _, fault in planted("digit_doubled", where):
            assert sum((Counter(digits(fault.printed)) - Counter(digits(fault.true))).values()) == 1


def test_the_other_unit_in_a_form_is_ten_thousand_times_as_much():
    for before, after, fault in planted("unit", "tables"):
        key = (fault.place, fault.row, fault.column)
        old, new = facts(before)[key], facts(after)[key]
        exact = old.stored if old.stored is not None else old.value
        times = Decimal(10000) if before.money_unit == "万元" else 1 / Decimal(10000)
        assert abs(new.value - exact * times) <= 50  # half a last place in 元


def test_the_other_unit_in_the_text_changes_the_value_and_not_the_digits():
    count = 0
    for before, after, fault in planted("unit", "text"):
        key = (fault.place, fault.row, fault.column)
        old, new = facts(before)[key], facts(after)[key]
        assert (old.printed, {old.unit, new.unit}) == (new.printed, {"元", "万元"})
        assert new.value in (old.value * 10000, old.value / 10000)
        spots = [(part, spot) for part in after.narrative for spot in part.spots]
        told = next(part.text[x.end :].lstrip() for part, x in spots if (x.place, x.row, x.column) == key)
        assert told.startswith(new.unit)
        count += 1
    assert count >= 8


def test_a_shifted_amount_leaves_a_blank_behind_and_is_gold_where_it_stands():
    count = 0
    for before, after, fault in planted("shifted_cell", "tables"):
        key = (fault.place, fault.row, fault.column)
        gone, come = set(facts(before)) - set(facts(after)), set(facts(after)) - set(facts(before))
        assert come == {key}
        assert len(gone) == 1
        assert facts(before)[next(iter(gone))].printed == facts(after)[key].printed == fault.printed
        count += 1
    assert count >= 5


def test_a_missing_form_is_gone_with_its_gold():
    for before, after, fault in planted("missing_table", "tables"):
        assert {sheet.place for sheet in before.sheets} - {sheet.place for sheet in after.sheets} == {fault.place}
        assert not any(label.place == fault.place for label in after.gold)
        assert fault.checks == ()


def test_a_word_turned_round_turns_the_signs_of_amount_and_rate():
    count = 0
    for before, after, fault in planted("direction_word", "text"):
        old, new = facts(before), facts(after)
        changed = {key for key in old if old[key] != new[key]}
        assert {key[:2] for key in changed} == {(fault.place, fault.row)}
        assert all(new[key].value == -old[key].value for key in changed)
        assert {fault.printed[:2], fault.true[:2]} == {"增加", "减少"}
        assert any(fault.printed in part.text for part in after.narrative)
        count += 1
    assert count >= 8


def test_a_wrong_name_stands_beside_the_code_and_breaks_the_dictionary():
    for before, after, fault in planted("wrong_name", "tables"):
        assert fault.checks == ("B11",)
        names = [
            dict(printed_names(sheet))[fault.row]
            for report in (before, after)
            for sheet in report.sheets
            if sheet.place == fault.place
        ]
        assert names == [fault.true, fault.printed]


def test_swapped_rows_hold_each_others_amounts():
    for before, after, fault in planted("swapped_rows", "tables"):
        old, new = facts(before), facts(after)
        rows = {key[1] for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        assert len(rows) == 2
        assert fault.row in rows
        other = next(iter(rows - {fault.row}))
        one = {key[2]: label.printed for key, label in old.items() if key[:2] == (fault.place, fault.row)}
        assert one == {key[2]: label.printed for key, label in new.items() if key[:2] == (fault.place, other)}


def test_a_wrong_total_or_rate_is_always_caught():
    for kind in ("wrong_sum", "wrong_rate"):
        assert all(fault.checks for _, _, fault in planted(kind, None))


def test_the_years_income_printed_too_high_breaks_what_speaks_of_it_and_no_more():
    report = make.report(12, "liaoning")
    sheet = next(sheet for sheet in report.sheets if sheet.place == "T1")
    cell = next(cell for cell in sheet.cells if cell.key == ("本年收入合计", "决算数"))
    wrong = f"{Decimal(cell.text) + 100:.2f}"
    damaged = with_sheet(report, sheet, with_texts(sheet, {(cell.row, cell.column): wrong}, money_of(report)))
    # A1 and A4 in the form, B1 against 收入决算表, B10 beside the appropriations, C1 against the explanation.
    assert newly_broken(report, damaged) == ("A1", "A4", "B1", "B10", "C1")


def test_faults_add_up_and_the_same_seed_plants_the_same():
    made = make.report(3, "hunan", faults=("digit", "wrong_rate", "missing_table"))
    assert [fault.kind for fault in made.planted] == ["digit", "wrong_rate", "missing_table"]
    assert made == make.report(3, "hunan", faults=("digit", "wrong_rate", "missing_table"))
    assert made != make.report(3, "hunan")


def test_an_unknown_fault_or_place_is_refused():
    with pytest.raises(ValueError, match="no fault 'blot'"):
        make.report(1, "hunan", faults=("blot",))
    with pytest.raises(ValueError, match="no fault 'wrong_rate' in tables"):
        plant(REPORTS[0], "wrong_rate", 1, where="tables")
    assert len(KINDS) == 11
