"""Each gate on both sides of its bound, what it says, and the verdict over all of them."""

import pytest

from evals.running.gates import (
    GateResult,
    canaries_gate,
    cost_gate,
    exit_code,
    f1_gate,
    latency_gate,
    schema_gate,
    ungrounded_gate,
    verdict_line,
    wrong_value_gate,
)
from evals.statistics.bootstrap import Interval


def delta(lower, upper, point, note=""):
    return Interval(lower, upper, point, 30, note)


@pytest.mark.parametrize("gate", [canaries_gate, ungrounded_gate, schema_gate])
def test_a_hard_gate_fails_on_a_single_leaf(gate):
    found = gate(200, ["b/S2/行/列"])
    assert (found.kind, found.passed, found.warn) == ("hard", False, False)
    assert "200" in found.message
    assert "b/S2/行/列" in found.message


@pytest.mark.parametrize("gate", [canaries_gate, ungrounded_gate, schema_gate])
def test_a_hard_gate_passes_where_all_are_right(gate):
    found = gate(1200, [])
    assert (found.passed, found.warn) == (True, False)
    assert found.message.startswith(("1200 ", "1,200 "))


@pytest.mark.parametrize("gate", [canaries_gate, ungrounded_gate, schema_gate])
def test_a_hard_gate_with_nothing_to_look_at_warns(gate):
    found = gate(0, [])
    assert (found.passed, found.warn) == (True, True)
    assert found.message.startswith("没有")


def test_a_long_list_is_cut_and_counted():
    message = canaries_gate(50, [f"叶{at}" for at in range(8)]).message
    assert message == "50 处关键数据里错了 8 处：叶0、叶1、叶2、叶3、叶4 等 8 处"


def test_f1_fails_where_its_whole_interval_is_below_nought():
    found = f1_gate(delta(-0.021, -0.002, -0.012))
    assert (found.kind, found.passed) == ("statistical", False)
    assert found.message == (
        "比基线差，不像是偶然：-1.20 个百分点（30 份文件），95% 区间 -2.10 个百分点 至 -0.20 个百分点"
    )


def test_f1_warns_where_it_fell_by_more_than_half_a_point_that_may_be_chance():
    found = f1_gate(delta(-0.02, 0.001, -0.0051))
    assert (found.passed, found.warn) == (True, True)
    assert found.message.startswith("比基线差了不止 0.5 个百分点，可能是偶然：-0.51 个百分点")


@pytest.mark.parametrize("point", [-0.005, 0.905 - 0.91, 0.0, 0.02])
def test_f1_passes_quietly_down_to_half_a_point(point):
    found = f1_gate(delta(-0.02, 0.03, point))
    assert (found.passed, found.warn) == (True, False)


def test_wrong_values_fail_where_their_whole_interval_is_above_nought():
    assert not wrong_value_gate(delta(0.001, 0.02, 0.01)).passed
    assert wrong_value_gate(delta(-0.02, -0.001, -0.01)).passed


def test_wrong_values_warn_where_they_rose_by_more_than_half_a_point():
    found = wrong_value_gate(delta(-0.001, 0.02, 0.006))
    assert (found.passed, found.warn) == (True, True)
    assert not wrong_value_gate(delta(-0.02, 0.001, -0.006)).warn


@pytest.mark.parametrize("gate", [f1_gate, wrong_value_gate])
def test_the_same_run_again_passes_quietly(gate):
    found = gate(delta(0.0, 0.0, 0.0))
    assert (found.passed, found.warn) == (True, False)
    assert found.message == "0 个百分点（30 份文件），95% 区间 0 个百分点 至 0 个百分点"


@pytest.mark.parametrize("gate", [f1_gate, wrong_value_gate])
def test_an_interval_that_only_touches_nought_does_not_fail(gate):
    assert gate(delta(-0.01, 0.0, -0.001)).passed
    assert gate(delta(0.0, 0.01, 0.001)).passed


@pytest.mark.parametrize("gate", [f1_gate, wrong_value_gate])
def test_without_an_interval_a_change_is_not_judged_and_says_why(gate):
    one = Interval(None, None, -0.3, 1, "只有 1 份文件：至少两份才有区间")
    found = gate(one)
    assert (found.passed, found.warn) == (True, True)
    assert found.message == ("-30.00 个百分点（1 份文件）；没有区间，不作判断：只有 1 份文件：至少两份才有区间")
    assert gate(Interval(None, None, None, 0, "没有可算的数")).message == "与基线无从比较：没有可算的数"


def test_what_is_to_be_kept_in_mind_of_an_interval_is_told():
    assert f1_gate(delta(-0.01, 0.01, 0.0, "只有 4 份文件：区间偏窄")).message.endswith("；只有 4 份文件：区间偏窄")


def test_the_budget_holds_at_its_bound_and_fails_above():
    assert cost_gate(0.02, 0.02, "美元").passed
    found = cost_gate(0.0312, 0.02, "美元")
    assert (found.kind, found.passed, found.message) == ("budget", False, "超出：0.0312 美元，上限 0.02 美元")
    assert latency_gate(59.9, 60).message == "59.9 秒，上限 60 秒"
    assert not latency_gate(60.1, 60).passed


def test_a_budget_nobody_counted_warns():
    found = cost_gate(None, 0.02, "美元")
    assert (found.passed, found.warn) == (True, True)


def result(name, passed, warn=False):
    return GateResult(name, "hard", passed, warn, "")


@pytest.mark.parametrize(
    ("results", "line", "code"),
    [
        ([], "门禁：没有设任何一项", 0),
        ([result("甲", True), result("乙", True)], "✓ 门禁通过：2 项", 0),
        ([result("甲", True, True), result("乙", True)], "✓ 门禁通过：2 项；提醒：甲", 0),
        ([result("甲", False), result("乙", True)], "✗ 门禁不过：甲", 1),
        ([result("甲", False), result("乙", False), result("丙", True, True)], "✗ 门禁不过：甲、乙；提醒：丙", 1),
    ],
)
def test_one_line_and_one_exit_code_say_the_same(results, line, code):
    assert verdict_line(results) == line
    assert exit_code(results) == code
