"""Where points lie: worked out by hand for small pictures."""

import pytest

from evals.reporting.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Scale, intervals, reliability, risk_coverage
from evals.running.summary import Bin, CurvePoint, Interval

X0, X1, Y0, Y1 = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, TOP


def points(plot):
    return [tuple(map(float, point.split(","))) for point in plot.path.split()]


def test_nothing_gives_no_picture():
    assert reliability(()) is None
    assert risk_coverage(()) is None
    assert intervals("F1", [("甲", None, None)]) is None


def test_a_certain_and_right_bin_lies_in_the_upper_right_corner():
    plot = reliability([Bin(lower=1, upper=1, confidence=1, accuracy=1, leaves=3)])
    assert points(plot) == [(X1, Y1)]
    assert plot.guides[0][:4] == (X0, Y0, X1, Y1)


def test_the_axis_begins_at_the_tenth_below_the_lowest_bin():
    bins = [
        Bin(lower=0.6, upper=0.7, confidence=0.65, accuracy=0.75, leaves=2),
        Bin(lower=0.9, upper=1, confidence=0.95, accuracy=1, leaves=2),
    ]
    plot = reliability(bins)
    assert [tick.text for tick in plot.ticks_across] == ["60%", "70%", "80%", "90%", "100%"]
    assert points(plot)[0] == pytest.approx((X0 + (X1 - X0) * 0.125, Y0 + (Y1 - Y0) * 0.375), abs=0.06)


def test_the_curve_ends_at_full_coverage_and_its_limits_are_marked():
    plot = risk_coverage([CurvePoint(coverage=0.5, risk=0), CurvePoint(coverage=1, risk=0.02)])
    (x0, y0), (x1, y1) = points(plot)
    assert (x0, y0) == ((X0 + X1) / 2, Y0)
    assert x1 == X1
    assert Y1 < y1 < Y0
    assert [word for *_, word in plot.guides] == ["0.5%", "1.0%"]


def test_a_long_curve_is_thinned_to_what_a_picture_can_show_and_keeps_its_end():
    curve = [CurvePoint(coverage=i / 20_000, risk=0.01 * i / 20_000) for i in range(1, 20_001)]
    found = points(risk_coverage(curve))
    assert len(found) <= WIDTH
    assert found[-1][0] == X1


def test_a_lane_has_its_value_within_its_interval_and_one_without_has_none():
    picture = intervals("F1", [("甲", 0.9, Interval(lower=0.85, upper=0.95, documents=5)), ("乙", None, None)])
    first, second = picture.lanes
    assert picture.left < first.lower < first.at < first.upper < picture.right
    assert picture.baseline == first.at
    assert (second.at, second.lower, second.text) == (None, None, "—")


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 1, ["0%", "20%", "40%", "60%", "80%", "100%"]),
        (0, 0.012, ["0.0%", "0.5%", "1.0%"]),
        (0.88, 0.96, ["88%", "90%", "92%", "94%", "96%"]),
    ],
)
def test_ticks_are_round_numbers(low, high, texts):
    assert [tick.text for tick in Scale(low, high, 0, 100).ticks()] == texts
