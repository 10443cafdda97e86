"""Which planted faults nobody can tell from another figure's slip."""

from evals.checked import press
from evals.checked_rivals import has_rival
from evals.press.faults import plant


def planted(seed, layout, kind):
    sound = press(seed, layout)
    return sound, plant(sound, kind, seed)


def test_a_part_of_one_sum_alone_has_a_rival_in_another_part():
    sound, damaged = planted(1429192, "beijing", "digit")
    assert damaged.planted[-1].checks == ("A13",)
    assert has_rival(sound, damaged)


def test_a_figure_that_several_identities_bear_out_has_none():
    sound, damaged = planted(5, "hunan", "wrong_sum")
    assert len(damaged.planted[-1].checks) > 1
    assert not has_rival(sound, damaged)


def test_rows_that_only_a_limit_between_two_forms_tells_of_may_have_moved_in_either():
    sound, damaged = planted(1425603, "shaanxi", "swapped_rows")
    assert damaged.planted[-1].checks == ("B8",)
    assert has_rival(sound, damaged)
