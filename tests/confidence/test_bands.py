"""Bands by rule: what makes a person settle a figure, look at it, or leave it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.confidence.bands import HARD, SOFT, band_of
from extractor.confidence.signals import AGAINST, FOR, NAMES, Signals
from tests.confidence.made import signals

_ORDER = {"MUST": 0, "REVIEW": 1, "AUTO": 2}


@pytest.mark.parametrize("name", HARD)
def test_a_figure_with_a_hard_doubt_is_for_a_person_to_settle_whatever_bears_it_out(name):
    best = dict.fromkeys(("exact", "unique", "bounded", "elsewhere", "answered", "read_twice"), True)
    assert band_of(signals(**best, **{name: True})) == "MUST"


@pytest.mark.parametrize("name", SOFT)
def test_a_figure_with_a_soft_doubt_is_for_a_person_to_look_at(name):
    assert band_of(signals(read_twice=True, **{name: True})) == "REVIEW"


@pytest.mark.parametrize("witness", [{"held": 1}, {"read_twice": True}, {"elsewhere": True}, {"answered": True}])
def test_a_figure_printed_as_read_with_one_second_witness_needs_nobody(witness):
    assert band_of(signals(**({"held": 0} | witness))) == "AUTO"


def test_a_figure_that_was_only_read_once_is_looked_at():
    assert band_of(signals(held=0)) == "REVIEW"


def test_uniqueness_and_limits_alone_bear_nothing_out():
    assert band_of(signals(held=0, unique=True, bounded=True)) == "REVIEW"


@pytest.mark.parametrize("lame", [{"exact": False}, {"asked_twice": True}])
@pytest.mark.parametrize(
    ("witness", "band"), [("held", "AUTO"), ("read_twice", "AUTO"), ("elsewhere", "REVIEW"), ("answered", "REVIEW")]
)
def test_digits_not_printed_just_so_or_a_silent_model_want_an_identity_or_the_second_read(lame, witness, band):
    assert band_of(signals(**({"held": 0} | lame | {witness: 1}))) == band


def test_a_figure_in_a_failed_identity_that_blames_another_one_stays_where_its_witnesses_put_it():
    assert band_of(signals(failed=2)) == "AUTO"


def test_every_signal_speaks_for_against_or_only_says_what_kind_a_fact_is():
    assert len(NAMES) == len(set(NAMES))
    assert {*FOR, *AGAINST, "table", "zero"} == set(NAMES)
    assert set(HARD) | set(SOFT) <= set(AGAINST)


any_signals = st.builds(
    Signals,
    **{name: st.booleans() for name in NAMES if name not in ("held", "failed", "report_failed")},
    held=st.integers(0, 3),
    failed=st.integers(0, 3),
    report_failed=st.sampled_from([0.0, 0.1, 0.6]),
)


@given(any_signals, st.sampled_from([name for name in AGAINST if name not in ("failed", "report_failed")]))
def test_another_signal_against_a_fact_never_raises_its_band(one, name):
    worse = Signals(**{other: getattr(one, other) for other in NAMES} | {name: True})
    assert _ORDER[band_of(worse)] <= _ORDER[band_of(one)]


@given(any_signals, st.sampled_from(["exact", "unique", "bounded", "elsewhere", "answered", "read_twice"]))
def test_another_witness_never_lowers_a_band(one, name):
    better = Signals(**{other: getattr(one, other) for other in NAMES} | {name: True})
    assert _ORDER[band_of(better)] >= _ORDER[band_of(one)]
