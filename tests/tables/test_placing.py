"""Torn rows and shifted cells: put where the sums say, flagged; what adds up stays, and no number ever changes."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.tables.heads import total_and_parts
from extractor.tables.placing import lift_parents, move_cells, settle, stand
from tests.tables.printed import entry, flags, placed, shown, strays

T5 = ("本年支出合计", "基本支出", "项目支出")
COLUMNS = {2: T5[0], 3: T5[1], 4: T5[2]}


def line(row, *cells, place="T5", number=1):
    """Figures of one row: (column index, printed), under the column that stands there."""
    return [entry(place, row, COLUMNS.get(at, ""), text, line=number, at=at) for at, text in cells]


def settled(found, columns=COLUMNS, *, headless=True):
    settle(found, columns, lambda _: headless)
    return found


def read(*figures):
    found = placed("T5", T5, {})
    for figure in figures:
        (found.entries if figure.column else found.stray).append(figure)
    return found


# --- rows that slipped as a whole ------------------------------------------------------------------------------------


def test_a_row_shifted_to_the_right_is_put_back_by_its_own_sum():
    found = settled(read(*line("201", (3, "15.00"), (4, "12.00"), (5, "3.00"))))
    assert shown(found) == {"201": {"本年支出合计": "15.00", "基本支出": "12.00", "项目支出": "3.00"}}
    assert set(flags(found).values()) == {("placed_by_sums",)}
    assert found.stray == []


def test_a_row_shifted_to_the_left_is_put_back_too():
    figures = [entry("T5", "201", "", "15.00", line=1, at=1), *line("201", (2, "12.00"), (3, "3.00"))]
    assert shown(settled(read(*figures))) == {"201": {"本年支出合计": "15.00", "基本支出": "12.00", "项目支出": "3.00"}}


def test_a_moved_figure_says_why_a_person_should_look():
    found = settled(read(*line("201", (3, "15.00"), (4, "12.00"), (5, "3.00"))))
    assert {entry.reasons for entry in found.entries} == {("单元格错位，按本表的合计关系归位",)}


def test_a_row_that_adds_up_nowhere_stays_where_it_is_printed():
    found = settled(read(*line("201", (3, "15.00"), (4, "11.00"), (5, "3.00"))))
    assert shown(found) == {"201": {"基本支出": "15.00", "项目支出": "11.00"}}
    assert (flags(found), strays(found)) == ({}, [("201", "", "3.00")])


def test_a_single_figure_is_never_moved_by_a_sum_of_itself():
    found = settled(read(*line("201", (3, "15.00"))))
    assert shown(found) == {"201": {"基本支出": "15.00"}}


def test_a_row_that_does_not_add_up_in_its_columns_is_left_to_the_checks():
    found = settled(read(*line("201", (2, "15.00"), (3, "12.00"), (4, "2.00"))))
    assert list(shown(found)["201"].values()) == ["15.00", "12.00", "2.00"]
    assert flags(found) == {}


# --- rows torn between two figures -----------------------------------------------------------------------------------


def test_figures_behind_a_cell_that_slipped_in_are_put_back_and_those_before_it_stay():
    found = settled(read(*line("201", (2, "15.00"), (4, "15.00"), (5, "0.00"))))
    assert shown(found) == {"201": {"本年支出合计": "15.00", "基本支出": "15.00", "项目支出": "0.00"}}
    assert set(flags(found)) == {("201", "基本支出"), ("201", "项目支出")}


def test_a_figure_beside_the_columns_goes_to_the_one_that_closes_the_row():
    found = settled(read(*line("201", (2, "15.00"), (3, "12.00"), (5, "3.00"))))
    assert shown(found)["201"]["项目支出"] == "3.00"
    assert flags(found) == {("201", "项目支出"): ("placed_by_sums",)}


def test_figures_keep_the_order_they_are_printed_in():
    found = settled(read(*line("201", (2, "15.00"), (4, "12.00"), (6, "3.00"))))
    assert list(shown(found)["201"].values()) == ["15.00", "12.00"]


def test_of_two_ways_to_close_a_row_none_is_taken():
    columns = {2: "本年收入合计", 3: "财政拨款收入", 4: "上级补助收入", 5: "事业收入", 6: "经营收入"}
    cells = [(2, "6.00"), (4, "3.00"), (6, "2.00"), (7, "1.00")]
    found = placed("T2", [], {})
    for at, text in cells:
        (found.entries if at in columns else found.stray).append(entry("T2", "201", columns.get(at, ""), text, at=at))
    assert strays(settled(found, columns)) == [("201", "", "1.00")]


def test_a_figure_under_a_head_of_its_own_moves_nothing_and_is_not_moved():
    found = settled(read(*line("201", (2, "15.00"), (3, "15.00"), (5, "0.00"))), headless=False)
    assert (flags(found), strays(found)) == ({}, [("201", "", "0.00")])


def test_a_figure_beside_the_columns_that_closes_nothing_is_kept_apart():
    found = settled(read(*line("201", (2, "15.00"), (3, "12.00"), (5, "4.00"))))
    assert strays(found) == [("201", "", "4.00")]


def test_a_figure_without_a_row_is_kept_apart():
    found = settled(read(*line("201", (2, "15.00"), (3, "15.00")), entry("T5", "", "项目支出", "3.00", line=2, at=4)))
    assert strays(found) == [("", "项目支出", "3.00")]


# --- 合计 on another row's line --------------------------------------------------------------------------------------

SWAPPED = {"合计": ("15.00", "12.00", "3.00"), "201": ("23.00", "20.00", "3.00"), "221": ("8.00", "8.00", "")}


def test_a_total_that_changed_labels_with_another_row_is_the_row_that_is_the_sum_of_all():
    found = settled(placed("T5", T5, SWAPPED))
    assert shown(found)["合计"]["本年支出合计"] == "23.00"
    assert shown(found)["201"]["本年支出合计"] == "15.00"
    assert flags(found)["合计", "基本支出"] == ("placed_by_sums",)
    assert ("221", "本年支出合计") not in flags(found)


def test_where_no_row_is_the_sum_of_all_the_total_keeps_its_line():
    rows = SWAPPED | {"201": ("24.00", "20.00", "4.00")}
    assert flags(settled(placed("T5", T5, rows))) == {}


# --- cells in the neighbouring column --------------------------------------------------------------------------------

MOVED = {
    "合计": ("30.00", "22.00", "8.00"),
    "201": ("15.00", "12.00", "3.00"),
    "2080505": ("5.00", "", "5.00"),
    "2210201": ("10.00", "10.00", ""),
}


def test_cells_of_the_neighbouring_column_go_where_both_columns_close():
    found = placed("T5", T5, {**MOVED, "2210201": ("10.00", "", "10.00")})
    move_cells(found, None)
    assert shown(found)["2210201"] == {"本年支出合计": "10.00", "基本支出": "10.00"}
    assert flags(found) == {("2210201", "基本支出"): ("placed_by_sums",)}


def test_nothing_is_moved_between_columns_that_close():
    found = placed("T5", T5, MOVED)
    before = deepcopy(found.entries)
    move_cells(found, None)
    assert found.entries == before


def test_where_two_sets_of_cells_would_close_the_columns_none_is_moved():
    rows = {"合计": ("30.00", "20.00", "10.00"), "201": ("20.00", "10.00", "10.00")}
    rows |= {"2080505": ("5.00", "", "5.00"), "2080506": ("5.00", "", "5.00"), "2210201": ("5.00", "", "5.00")}
    rows["合计"] = ("35.00", "20.00", "15.00")
    found = placed("T5", T5, rows)
    move_cells(found, None)
    assert flags(found) == {}


def test_another_form_that_prints_the_same_figures_says_which_of_them_slipped():
    rows = {"合计": ("35.00", "20.00", "15.00"), "201": ("20.00", "10.00", "10.00")}
    rows |= {"2080505": ("5.00", "", "5.00"), "2080506": ("5.00", "", "5.00"), "2210201": ("5.00", "", "5.00")}
    other = placed("T3", T5, {"2080505": ("5.00", "5.00", ""), "2080506": ("5.00", "5.00", "")})
    found = placed("T5", T5, rows)
    move_cells(found, other)
    assert set(flags(found)) == {("2080505", "基本支出"), ("2080506", "基本支出")}


# --- T6: a figure one line below its 类 ------------------------------------------------------------------------------


def test_a_figure_that_is_the_sum_of_its_neighbours_belongs_to_their_class():
    found = placed("T6", ["决算数"], {"30101": ["60.00"], "30102": ["40.00"], "30103": ["20.00"]})
    lift_parents(found)
    assert shown(found) == {"301": {"决算数": "60.00"}, "30102": {"决算数": "40.00"}, "30103": {"决算数": "20.00"}}
    assert flags(found) == {("301", "决算数"): ("placed_by_sums",)}


def test_a_class_that_prints_its_own_figure_takes_none():
    found = placed("T6", ["决算数"], {"301": ["1.00"], "30101": ["60.00"], "30102": ["40.00"], "30103": ["20.00"]})
    lift_parents(found)
    assert flags(found) == {}


def test_of_two_figures_none_is_the_sum_of_the_other():
    found = placed("T6", ["决算数"], {"30101": ["40.00"], "30102": ["40.00"]})
    lift_parents(found)
    assert set(shown(found)) == {"30101", "30102"}


# --- what nothing places ---------------------------------------------------------------------------------------------


def unplaced(*figures, headless=True):
    found = read(*figures)
    stand(found, COLUMNS, lambda _: headless)
    return found


def test_a_figure_beside_its_columns_stands_in_the_nearest_free_one_and_its_whole_line_says_so():
    found = unplaced(*line("201", (3, "12.00"), (5, "3.50")), *line("221", (2, "8.00"), number=2))
    assert shown(found)["201"] == {"基本支出": "12.00", "项目支出": "3.50"}
    assert flags(found) == dict.fromkeys((("201", "基本支出"), ("201", "项目支出")), ("position_unclear",))
    assert found.entries[0].reasons == ("单元格位置不明，暂按所印位置",)


def test_a_figure_under_a_head_of_its_own_is_kept_apart():
    found = unplaced(*line("201", (3, "12.00"), (5, "3.50")), headless=False)
    assert strays(found) == [("201", "", "3.50")]


def test_a_figure_whose_neighbouring_columns_are_taken_is_kept_apart():
    assert strays(unplaced(*line("201", (3, "12.00"), (4, "1.00"), (5, "3.50")))) == [("201", "", "3.50")]
    assert strays(unplaced(*line("201", (4, "1.00"), (7, "3.50")))) == [("201", "", "3.50")]


def test_a_figure_without_a_row_stands_nowhere():
    assert strays(unplaced(*line("", (5, "3.50")))) == [("", "", "3.50")]


def test_two_figures_never_take_one_column():
    found = unplaced(*line("201", (3, "12.00"), (5, "3.50"), (6, "1.00")))
    assert shown(found)["201"]["项目支出"] == "3.50"
    assert strays(found) == [("201", "", "1.00")]


# --- properties ------------------------------------------------------------------------------------------------------

FORMS = {place: (total_and_parts(place)[0], *total_and_parts(place)[1]) for place in ("T2", "T3", "T5", "T9")}
CENTS = st.integers(0, 3000).map(lambda n: Decimal(n) / 100)


@st.composite
def tables(draw, parts=CENTS):
    """A form that adds up, with a total row: 7-digit rows, their parts and sums; a zero may be blank."""
    place = draw(st.sampled_from(sorted(FORMS)))
    count = len(FORMS[place]) - 1
    rows = draw(st.lists(st.lists(parts, min_size=count, max_size=count), min_size=1, max_size=6))
    sums = [sum(column, Decimal(0)) for column in zip(*rows, strict=True)]
    full = {"合计": [sum(sums, Decimal(0)), *sums]}
    full |= {f"20{n}0101": [sum(row, Decimal(0)), *row] for n, row in enumerate(rows, start=1)}
    blank = draw(st.booleans())
    printed = {row: ["" if blank and n and not v else str(v) for n, v in enumerate(line)] for row, line in full.items()}
    return placed(place, FORMS[place], printed)


@given(tables())
def test_nothing_is_moved_in_a_table_that_adds_up(found):
    before = sorted(found.entries, key=lambda one: one.cell.start)
    columns = dict(enumerate(FORMS[found.place]))
    settle(found, columns, lambda _: True)
    move_cells(found, None)
    stand(found, columns, lambda _: True)
    assert sorted(found.entries, key=lambda one: one.cell.start) == before


@given(tables(), st.randoms(use_true_random=False))
def test_whatever_is_moved_no_number_changes_and_none_is_lost(found, random):
    columns = dict(enumerate(FORMS[found.place]))
    names = ["", *columns.values()]
    torn = [replace(one, column=random.choice([one.column, *names])) for one in found.entries]
    found.entries = [one for one in torn if one.column]
    found.stray = [one for one in torn if not one.column]
    before = sorted((one.cell.start, one.number) for one in [*found.entries, *found.stray])
    settle(found, columns, lambda _: True)
    move_cells(found, None)
    stand(found, columns, lambda _: True)
    assert sorted((one.cell.start, one.number) for one in [*found.entries, *found.stray]) == before
