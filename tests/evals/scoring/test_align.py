"""Rows find their rows: by words, by code or path, then by the most equal cells."""

from decimal import Decimal

from evals.scoring.align import Partner, align, equal_cells


def rows(**named):
    """Row -> cells given as `决算数=1` …"""
    return {
        row: {column: None if value is None else Decimal(value) for column, value in cells.items()}
        for row, cells in named.items()
    }


def test_the_same_words_win_over_more_equal_cells():
    gold = rows(甲={"决算数": 1, "占比": 2}, 乙={"决算数": 3, "占比": 4})
    swapped = rows(甲={"决算数": 3, "占比": 4}, 乙={"决算数": 1, "占比": 2})
    assert align("S2", gold, swapped) == {"甲": Partner("甲", "key"), "乙": Partner("乙", "key")}


def test_rows_of_one_name_keep_their_order():
    gold = rows(**{"甲支出": {"决算数": 1}, "甲支出#2": {"决算数": 2}})
    given = rows(**{"甲支出（类）#2": {"决算数": 1}, "甲支出（类）": {"决算数": 2}})
    assert {row: partner.row for row, partner in align("S5", gold, given).items()} == {
        "甲支出（类）": "甲支出",
        "甲支出（类）#2": "甲支出#2",
    }


def test_of_two_gold_rows_of_one_name_the_one_with_values_comes_first():
    gold = {"甲（款）": {"决算数": None}, "甲（类）": {"决算数": Decimal(1)}}
    assert align("S5", gold, rows(甲={"决算数": 1}))["甲"] == Partner("甲（类）", "path")


def test_what_is_left_is_assigned_so_that_most_cells_are_equal():
    # A greedy reader pairs 丙 with 甲 (2 equal cells) and leaves 丁 with 1 fewer: 2 + 0. The best is 1 + 2 = 3.
    gold = rows(甲={"a": 1, "b": 2, "c": 9}, 乙={"a": 1, "b": 7, "c": 8})
    given = rows(丙={"a": 1, "b": 2}, 丁={"b": 2, "c": 9})
    assert align("S2", gold, given) == {"丁": Partner("甲", "assigned"), "丙": Partner("乙", "assigned")}


def test_a_likeness_of_names_settles_a_tie_and_nothing_else():
    gold = rows(公务接待费={"决算数": 5}, 会议费={"决算数": 5})
    given = rows(会议费用支出={"决算数": 5}, 接待费={"决算数": 5})
    assert {row: partner.row for row, partner in align("S7", gold, given).items()} == {
        "会议费用支出": "会议费",
        "接待费": "公务接待费",
    }


def test_likenesses_together_never_outweigh_a_cell():
    # The wrong pairs are nearly alike by name and share one cell; the right ones share none of a name and two cells.
    gold = rows(甲乙丙丁戊={"a": 1, "c": 3}, 子丑寅卯辰={"b": 2})
    given = rows(子丑寅卯辰巳={"a": 1}, 甲乙丙丁戊己={"b": 2, "c": 3})
    assert {row: partner.row for row, partner in align("S2", gold, given).items()} == {
        "子丑寅卯辰巳": "甲乙丙丁戊",
        "甲乙丙丁戊己": "子丑寅卯辰",
    }


def test_a_row_that_the_best_assignment_leaves_no_equal_cell_has_no_partner():
    # 丙 takes 甲 (3 cells); 丁 shares a cell with 甲 alone, and nothing with 乙.
    gold = rows(甲={"a": 1, "b": 2, "c": 3}, 乙={"c": 3})
    given = rows(丙={"a": 1, "b": 2, "c": 3}, 丁={"a": 1})
    assert align("S2", gold, given) == {"丙": Partner("甲", "assigned")}


def test_the_order_of_rows_settles_no_tie():
    gold, given = rows(甲={"a": 1}, 乙={"a": 1}), rows(丙={"a": 1})
    assert align("S2", gold, given) == align("S2", dict(reversed(gold.items())), given)


def test_rows_without_an_equal_cell_are_no_pair_however_alike_their_names():
    assert align("S7", rows(公务接待费={"决算数": 5}), rows(公务接待费用={"决算数": 6})) == {}


def test_a_blank_gold_cell_equals_nothing():
    assert align("S7", {"甲": {"决算数": None}}, rows(乙={"决算数": 0})) == {}


def test_cells_are_equal_where_column_and_exact_value_are():
    left = [{"决算数": Decimal("1.0"), "占比（%）": Decimal(3)}, {"决算数": Decimal(2)}]
    right = [{"决算数": Decimal(1), "占比(%)": Decimal("3.00")}, {"占比(%)": Decimal(2)}]
    assert equal_cells(left, right).tolist() == [[2, 0], [0, 0]]
