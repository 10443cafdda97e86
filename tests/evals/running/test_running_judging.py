"""Each gate of a run, holding and failing, by what was scored; and which baselines a run cannot be held against."""

from decimal import Decimal

import pytest

from evals.running.baseline import baseline_of
from evals.running.grade import grade
from evals.running.judging import Budget, compared, judge_run
from evals.running.run import Terms
from evals.scoring.of_record import Prices
from extractor.errors import UsageError
from tests.evals.running.small import CRITICAL, LEAVES, NAMES, RIGHT, Reader, gate, graded, suite, valued

KEY = ("S2", "本年收入", "决算数")
OTHER = ("S2", "其他收入", "决算数")
IDENTITY = {name: "identity = { fiscal_year = 2031 }" for name in NAMES}


def baseline(outcome):
    return baseline_of(outcome.folder.plan(), outcome.summary, outcome.folder.verdicts())


@pytest.fixture
def true(tmp_path):
    return graded(suite(tmp_path / "suite"), tmp_path / "true")


def against(true, tmp_path, reader=None, *, replayed=True, **more):
    loaded = suite(tmp_path / "suite", **more)
    return graded(loaded, tmp_path / "now", reader, Terms(baseline(true)), replayed=replayed)


def test_without_anything_asked_for_a_true_run_passes_the_three_gates_of_every_run(true):
    assert [(one.name, one.passed, one.warn) for one in true.gates] == [
        ("记录合乎结构", True, False),
        ("无出处的直接可用值", True, False),
        ("出处复切", True, False),
    ]
    assert true.exit_code == 0


def test_an_incomplete_record_fails_where_a_model_is_asked_and_not_where_none_is(tmp_path):
    reader = Reader(edit={"banli": lambda record: record.model_copy(update={"status": "partial"})})
    asked = graded(suite(tmp_path / "asked"), tmp_path / "a", reader)
    assert "banli" in gate(asked, "结构").message
    assert not gate(asked, "结构").passed
    unasked = graded(suite(tmp_path / "unasked", top="model = false"), tmp_path / "b", reader)
    assert gate(unasked, "结构").passed


def test_a_wrong_critical_figure_fails_and_a_right_one_holds(tmp_path):
    loaded = suite(tmp_path / "suite", top=f'critical = ["{CRITICAL}"]')
    assert gate(graded(loaded, tmp_path / "a"), "金丝雀").passed
    wrong = graded(loaded, tmp_path / "b", Reader(edit={"banli": valued(KEY, "7901101")}))
    found = gate(wrong, "金丝雀")
    assert (found.passed, found.kind) == (False, "hard")
    assert f"banli {CRITICAL}" in found.message
    assert f"{len(NAMES)} 处" in found.message
    assert wrong.exit_code == 1


def test_a_wrong_critical_identity_fails_by_the_field_s_name(tmp_path):
    top = 'critical_identity = ["fiscal_year"]'
    assert gate(graded(suite(tmp_path / "a", top=top, entries=IDENTITY), tmp_path / "ra"), "金丝雀").passed
    entries = {**IDENTITY, "chuhe": "identity = { fiscal_year = 2030 }"}
    found = gate(graded(suite(tmp_path / "b", top=top, entries=entries), tmp_path / "rb"), "金丝雀")
    assert not found.passed
    assert "chuhe fiscal_year" in found.message


def test_a_value_of_the_auto_band_that_its_citation_does_not_hold_fails(tmp_path):
    found = gate(
        graded(suite(tmp_path / "suite"), tmp_path / "a", Reader(edit={"banli": valued(OTHER, "446199")})), "无出处"
    )
    assert (found.passed, found.kind) == (False, "hard")
    assert "banli S2/其他收入/决算数" in found.message


def test_a_record_whose_evidence_does_not_hold_its_digits_fails_whatever_the_band_and_the_place(tmp_path):
    def moved(record):
        first, *rest = record.facts
        confidence = first.confidence.model_copy(update={"band": "MUST"})
        return record.model_copy(
            update={"facts": (first.model_copy(update={"printed": "1", "confidence": confidence}), *rest)}
        )

    found = gate(graded(suite(tmp_path / "suite"), tmp_path / "a", Reader(edit={"banli": moved})), "复切")
    assert (found.passed, found.kind) == (False, "hard")
    assert "banli" in found.message


def test_the_bounds_of_a_suite_hold_at_their_value_and_are_missed_below_it(tmp_path):
    # Of 3 × LEAVES = 21 one wrong, one omitted: F1 38 / (38 + 2 + 1), in banli 10 / (10 + 2 + 1). Wrong values 1 of 21.
    reader = Reader(edit={"banli": both(valued(OTHER, "446199"), valued(KEY, None))})
    held = "bounds = { f1 = 0.92, f1_each = 0.76, wrong_rate = 0.05, invented_rate = 0 }"
    outcome = graded(suite(tmp_path / "held", top=held), tmp_path / "a", reader)
    found = gate(outcome, "及格线")
    assert (found.passed, found.kind) == (True, "hard")
    assert "F1 92.68%，至少 92.00%" in found.message
    for missed, said in [
        ("f1 = 0.93", "F1 92.68%，至少 93.00%"),
        ("f1_each = 0.77", "banli F1 76.92%，至少 77.00%"),
        ("wrong_rate = 0.04", "错值率 4.76%，至多 4.00%"),
    ]:
        loaded = suite(tmp_path / "missed", top=f"bounds = {{ {missed} }}")
        result = gate(graded(loaded, tmp_path / missed[:7], reader), "及格线")
        assert (result.passed, result.message) == (False, f"不及格：{said}")


def test_a_bound_of_invented_values_counts_them_over_what_is_labelled(tmp_path):
    labels = {"banli": {key: value for key, value in RIGHT.items() if key != OTHER}}
    loaded = suite(tmp_path / "suite", labels=labels, top="bounds = { invented_rate = 0.04 }")
    assert gate(graded(loaded, tmp_path / "run"), "及格线").message == "不及格：多出率 5.00%，至多 4.00%"


def both(one, other):
    return lambda record: other(one(record))


def test_the_same_reading_holds_against_its_own_baseline(true, tmp_path):
    same = against(true, tmp_path)
    assert [one.name for one in same.gates[3:]] == ["F1 变化", "错值率变化", "与基线逐项相比"]
    assert all(one.passed for one in same.gates)


def test_one_leaf_that_breaks_fails_a_replayed_run_and_is_named(true, tmp_path):
    worse = against(true, tmp_path, Reader(edit={"banli": valued(OTHER, None)}))
    found = gate(worse, "逐项")
    assert not found.passed
    assert "banli S2/其他收入/决算数" in found.message
    assert worse.exit_code == 1


def test_in_a_run_left_to_chance_one_leaf_is_judged_by_its_interval_alone(true, tmp_path):
    live = against(true, tmp_path, Reader(edit={"banli": valued(OTHER, None)}), replayed=False)
    assert [one.name for one in live.gates[3:]] == ["F1 变化", "错值率变化"]
    assert live.exit_code == 0


def test_what_is_worse_in_every_report_fails_the_statistical_gates(true, tmp_path):
    edit = {name: valued(OTHER, "123456") for name in NAMES}
    live = against(true, tmp_path, Reader(edit=edit), replayed=False)
    assert not gate(live, "F1").passed
    assert not gate(live, "错值率").passed
    better = graded(
        suite(tmp_path / "suite"),
        tmp_path / "better",
        terms=Terms(baseline(live)),
        replayed=False,
    )
    assert gate(better, "F1").passed
    assert gate(better, "错值率").passed


def test_a_report_that_is_gone_fails_but_one_that_a_slice_leaves_out_does_not(true, tmp_path):
    loaded = suite(tmp_path / "suite")
    fewer = graded(suite(tmp_path / "fewer", names=NAMES[:2]), tmp_path / "f", terms=Terms(baseline(true)))
    assert "chuhe" in gate(fewer, "逐项").message
    assert not gate(fewer, "逐项").passed
    two = grade(loaded.documents, true.folder)[:2]
    found = judge_run(loaded, two, baseline=baseline(true), replayed=True)
    assert all(one.passed for one in found)
    assert compared(baseline(true), two).only_before == ("chuhe",)


def test_a_baseline_of_another_suite_or_another_edition_is_refused(true, tmp_path):
    loaded = suite(tmp_path / "suite")
    other = baseline(true).model_copy(update={"suite": "other"})
    with pytest.raises(UsageError, match="样本集 other 的基线"):
        judge_run(loaded, [], baseline=other)
    edition = baseline(true).model_copy(deep=True)
    edition.documents["banli"] = edition.documents["banli"].model_copy(update={"sha256": "0" * 64})
    with pytest.raises(UsageError, match="banli 是另一份文件") as caught:
        judge_run(loaded, [], baseline=edition)
    assert "juesuan eval baseline" in caught.value.remedy


def test_a_leaf_whose_label_was_mended_is_no_loss(true, tmp_path):
    mended = against(true, tmp_path, labels={"banli": {**RIGHT, OTHER: "446200"}})
    assert mended.summary.total.W == 1
    assert gate(mended, "逐项").passed


@pytest.mark.parametrize(("most", "passed"), [(0.0008, False), (0.001, True)])
def test_the_budget_of_money_holds_at_the_mean_cost_of_a_report(tmp_path, most, passed):
    # Eight questions a report of 100 tokens read and 10 written: 880 millionths at a yuan a million.
    terms = Terms(prices=Prices(Decimal(1), Decimal(1)), budget=Budget(cost=most))
    outcome = graded(suite(tmp_path / "suite"), tmp_path / "run", terms=terms)
    found = gate(outcome, "每份费用")
    assert (found.kind, found.passed) == ("budget", passed)
    assert "0.00088 元" in found.message
    assert outcome.exit_code == (0 if passed else 1)


@pytest.mark.parametrize(("most", "passed"), [(4.9, False), (5.1, True)])
def test_the_budget_of_time_holds_at_the_95th_percentile(tmp_path, most, passed):
    loaded = suite(tmp_path / "suite")

    class Slow(Reader):
        def __call__(self, documents, step):
            done = super().__call__(documents, step)
            done.run = {"seconds": 5.0, "seconds_asking": 5.0, "seconds_recorded": 0.0, "replayed": 0}
            return done

    found = gate(graded(loaded, tmp_path / "run", Slow(), Terms(budget=Budget(seconds=most))), "p95")
    assert (found.kind, found.passed) == ("budget", passed)


def test_nothing_to_judge_by_passes_with_a_warning(tmp_path):
    loaded = suite(tmp_path / "suite")
    reader = Reader(fails={name: ValueError("坏") for name in NAMES})
    outcome = graded(loaded, tmp_path / "run", reader, Terms(budget=Budget(seconds=1)))
    for word in ("无出处", "p95"):
        assert (gate(outcome, word).passed, gate(outcome, word).warn) == (True, True)
    assert outcome.summary.total.O == 3 * LEAVES
    assert not gate(outcome, "结构").passed
