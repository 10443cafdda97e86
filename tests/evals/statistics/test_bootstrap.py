"""The bootstrap over documents: draws, intervals that can be reasoned out, and what it refuses to say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics.bootstrap import bootstrap, bootstrap_rate, percentile, resampling_weights
from evals.statistics.rates import ratio


def share(counts):
    return ratio(counts[..., 0], counts[..., 1])


def f1(counts):
    c, w, o, h = (counts[..., at] for at in range(4))
    return ratio(2 * c, 2 * c + 2 * w + o + h)


def test_every_draw_has_as_many_documents_as_there_are():
    weights = resampling_weights(7)
    assert weights.shape == (2000, 7)
    assert set(weights.sum(axis=1)) == {7}
    assert weights.mean(axis=0) == pytest.approx(np.ones(7), abs=0.1)


def test_the_same_documents_are_drawn_every_time():
    resampling_weights.cache_clear()
    first = resampling_weights(5).copy()
    resampling_weights.cache_clear()
    assert (resampling_weights(5) == first).all()
    assert (resampling_weights(5, seed=1) != first).any()


def test_the_draws_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        resampling_weights(5)[0, 0] = 3


def test_two_documents_of_opposite_kind_span_everything():
    # Both drawn from the one, or both from the other: each a quarter of the draws.
    found = bootstrap(np.array([[0.0, 10.0], [10.0, 10.0]]), share)
    assert (found.lower, found.point, found.upper, found.n_documents) == (0, 0.5, 1, 2)
    assert found.note == "只有 2 份文件：区间偏窄"


def test_the_interval_of_a_mean_is_that_of_the_normal_law():
    # 200 documents of one leaf, half right: 0.5 ± 1.96 · sqrt(0.25 / 200) = 0.5 ± 0.0693
    found = bootstrap(np.array([[at % 2, 1.0] for at in range(200)]), share)
    assert found.lower == pytest.approx(0.5 - 0.0693, abs=0.01)
    assert found.upper == pytest.approx(0.5 + 0.0693, abs=0.01)
    assert found.note == ""


def test_a_long_document_weighs_as_much_as_its_leaves():
    assert bootstrap(np.array([[0.0, 1.0], [99.0, 99.0]]), share).point == pytest.approx(0.99)


@pytest.mark.parametrize("documents", [0, 1])
def test_with_fewer_than_two_documents_there_is_no_interval_and_it_says_why(documents):
    found = bootstrap(np.ones((documents, 2)), share)
    assert (found.lower, found.upper) == (None, None)
    assert found.point == (1.0 if documents else None)
    assert found.note == f"只有 {documents} 份文件：至少两份才有区间"


def test_a_measure_that_nothing_defines_has_no_point():
    found = bootstrap(np.zeros((20, 5)), f1)
    assert (found.lower, found.upper, found.point) == (None, None, None)
    assert found.note == "没有可算的数"


def test_what_hangs_on_one_document_has_no_interval():
    # The one that counts is missing in (19/20)^20 = 36% of the draws.
    counts = np.zeros((20, 2))
    counts[0] = 1, 2
    found = bootstrap(counts, share)
    assert (found.lower, found.upper, found.point) == (None, None, 0.5)
    share_missing, _, reason = found.note.partition("%")
    assert int(share_missing) == pytest.approx(36, abs=4)
    assert reason == " 的重抽样里没有定义：太少的文件里有它要的数"


def test_a_few_undefined_draws_are_left_out():
    draws = np.concatenate([np.full(4, np.nan), np.linspace(0, 1, 96)])
    found = percentile(draws, 0.5, 30)
    assert (found.lower, found.upper) == pytest.approx((0.025, 0.975))


def test_no_error_at_all_is_bounded_exactly_and_not_by_nought():
    # 20 documents of 15 leaves: 1 - 0.05^(1/300)
    found = bootstrap_rate(np.array([[0.0, 15.0]] * 20), 0, lambda counts: counts[..., 1])
    assert (found.lower, found.point) == (0, 0)
    assert found.upper == pytest.approx(0.00994, abs=1e-5)
    assert found.note == "300 处中没有一处错误：上界为 1-0.05^(1/n)，视各处为相互独立"


def test_a_rate_with_errors_is_bootstrapped():
    counts = np.array([[1.0, 10.0], [0.0, 10.0]] * 10)
    assert bootstrap_rate(counts, 0, lambda summed: summed[..., 1]) == bootstrap(counts, share)


def test_a_rate_of_nothing_is_undefined():
    found = bootstrap_rate(np.zeros((20, 2)), 0, lambda counts: counts[..., 1])
    assert (found.lower, found.upper, found.point) == (None, None, None)


documents = st.lists(st.tuples(*[st.integers(0, 30)] * 5), min_size=2, max_size=30)


@given(documents)
def test_an_interval_holds_its_draws_middle_and_stays_a_share(rows):
    found = bootstrap(np.array(rows, dtype=float), f1, resamples=200)
    if found.lower is not None:
        assert 0 <= found.lower <= found.upper <= 1
    if found.point is not None:
        assert 0 <= found.point <= 1


@given(documents)
def test_it_draws_what_a_loop_over_documents_would_draw(rows):
    counts = np.array(rows, dtype=float)
    weights = resampling_weights(len(rows), 40, 3)
    loop = [sum((times * row for times, row in zip(draw, counts, strict=True)), np.zeros(5)) for draw in weights]
    vectorised = bootstrap(counts, f1, resamples=40, seed=3)
    by_loop = percentile(np.array([float(f1(one)) for one in loop]), vectorised.point, len(rows))
    assert (vectorised.lower, vectorised.upper) == pytest.approx((by_loop.lower, by_loop.upper))


@given(st.tuples(*[st.integers(0, 30)] * 5), st.integers(2, 20))
def test_documents_all_alike_have_no_width(row, copies):
    found = bootstrap(np.array([row] * copies, dtype=float), f1, resamples=50)
    if found.point is not None:
        assert (found.lower, found.upper) == pytest.approx((found.point, found.point))
