"""The checks on reports of the press: consistent ones say nothing, planted faults are found and blamed."""

import pytest

from evals.checked import Sums, book_of, clean, main, planted
from evals.press.make import report as press
from extractor.checks.registry import identities

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_consistent_report_has_no_error_and_no_warning(seed):
    assert clean(seed, text=False).grave == ()


def test_nor_has_one_with_its_pages_printed_and_read():
    one = clean(3, text=True)
    assert one.grave == ()
    assert one.tallies["E1"].tried


def test_a_consistent_report_really_tries_the_identities():
    sums = Sums()
    for seed in SEEDS:
        sums.add(clean(seed, text=False))
    everywhere = [id_ for id_ in identities() if sums.reports[id_] == len(SEEDS)]
    assert {"A1", "A5", "A7", "A13", "B3", "B5", "C1", "D2"} <= set(everywhere)
    assert len(everywhere) >= 25
    assert sum(sums.failed.values()) == 0
    assert sum(sums.held.values()) == sum(sums.tried.values()) > 1000


@pytest.mark.parametrize("kind", ["digit", "shifted_cell", "wrong_rate"])
def test_a_planted_fault_is_found_and_the_right_figure_blamed(kind):
    one = planted(kind, 1_000_003)
    assert one is not None
    assert (one.found, one.blamed) == (True, True), one.what


def test_a_book_of_the_press_holds_every_printed_figure():
    made = press(7, "liaoning")
    known = book_of(made, text=False)
    assert len(known.figures) == len({(g.place, g.row, g.column) for g in made.gold if g.state == "value"})
    assert known.source is None
    assert known.year == made.fiscal_year


def test_a_run_says_whether_every_bound_holds(capsys):
    assert main(["--count", "2", "--faults", "1", "--kinds", "digit", "--workers", "1", "--figures-only"]) == 0
    said = capsys.readouterr().out
    assert "2 份自洽的报告" in said
    assert "✓ 通过" in said
