"""The page of throughput, yield and agreement: figures as the store has them, and a chart that shows them."""

import re

import pytest

from extractor.review.desk.charts import days, shares, wilson
from extractor.review.store import Throughput, Typed, Yield
from tests.review.desk.work_desk import client_of, disputed, opened
from tests.review.store.made import press


@pytest.fixture
def desk(tmp_path):
    store, clock, team = opened(tmp_path / "review.db")
    yield store, clock, team
    store.close()


def test_a_desk_on_which_nothing_was_done_says_so(desk):
    store, _, _ = desk
    text = client_of(store, "look").get("/work").text
    assert "还没有人判断过" in text
    assert "<svg" not in text
    assert "还没有两人都判断过的项" in text


def test_the_figures_are_those_of_the_store(desk):
    store, clock, team = desk
    disputed(store, team, count=2)
    clock.pass_by(86_400)
    item = store.items()[2]
    store.decide(team["anna"], item.id, 0, Typed("accept", seconds=10), press())
    store.decide(team["ben"], item.id, 1, Typed("accept", seconds=6), press())
    text = client_of(store, "judge").get("/work").text
    assert "<b>6</b> 判断" in text
    assert '改动 <b>4</b> <span class="note">66.7%</span>' in text
    assert "<b>7.0</b> 秒一项" in text
    rows = re.findall(r'<th scope="row" class="n">([\d-]+)</th><td>(\w+)</td>', text)
    assert rows == [("2031-05-07", "ben"), ("2031-05-07", "anna"), ("2031-05-06", "ben"), ("2031-05-06", "anna")]
    agreement = store.agreement()
    assert f"<dd>{agreement.pairs}</dd>" in text
    assert f"<dd>{agreement.alpha_value:.3f}</dd>" in text
    titles = re.findall(r"<title>(2031-[^<]+)</title>", text)
    assert titles == ["2031-05-06：判断 4，改动 4", "2031-05-07：判断 2，改动 0"]


def test_a_reviewer_sees_his_own_lines_and_the_totals(desk):
    store, _, team = desk
    disputed(store, team)
    text = client_of(store, "anna").get("/work").text
    people = re.findall(r'<th scope="row" class="n">[\d-]+</th><td>(\w+)</td>', text)
    assert people == ["anna"]
    assert "<b>2</b> 判断" in text


def test_bars_stand_on_the_axis_and_are_as_high_as_what_was_done():
    chart = days([Throughput("2031-05-06", "anna", 6, 10, 2), Throughput("2031-05-06", "ben", 2, 10, 0),
                  Throughput("2031-05-07", "anna", 4, 10, 4)])  # fmt: skip
    one, two = chart.bars
    scale = (one.bottom - one.top) / 8
    assert (one.title, two.title) == (("2031-05-06", 8, 2), ("2031-05-07", 4, 4))
    assert two.bottom - two.top == pytest.approx(4 * scale)
    assert one.middle - one.top == pytest.approx(2 * scale)
    assert (two.middle, chart.up[0].at) == (two.bottom, two.bottom)
    assert [tick.text for tick in chart.up] == ["0", "2", "4", "6", "8"]


@pytest.mark.parametrize("most", [1, 4, 5, 19, 20, 21, 999, 123_456])
def test_the_axis_reaches_beyond_the_highest_bar_in_round_steps(most):
    chart = days([Throughput("2031-05-06", "anna", most, 10, 0)])
    top = int(chart.up[-1].text)
    assert top >= most
    assert top <= 2.5 * max(most, 4)
    assert chart.bars[0].top >= chart.up[-1].at


def test_only_the_last_thirty_days_are_drawn_and_not_every_one_is_written():
    worked = [Throughput(f"2031-{m:02}-{d:02}", "anna", 3, 9, 1) for m in (4, 5) for d in range(1, 29)]
    chart = days(worked)
    assert len(chart.bars) == 30
    assert len(chart.across) <= 8
    assert chart.bars[-1].x + chart.bars[-1].width <= chart.right


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055), (5, 100, 0.0215, 0.1118)],
)
def test_the_interval_is_wilsons(count, of, low, high):
    assert wilson(count, of) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def test_a_share_lies_within_its_interval_on_the_picture():
    chart = shares(
        [Yield("audit", "AUTO", 50, 0, 0), Yield("review", "MUST", 10, 9, 1), Yield("review", "AUTO", 0, 0, 0)]
    )
    assert len(chart.lanes) == 2
    for lane in chart.lanes:
        assert chart.left <= lane.left <= lane.at <= lane.right <= chart.right
