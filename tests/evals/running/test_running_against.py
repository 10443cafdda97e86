"""Two runs side by side: what became right, what became wrong, what is wrong otherwise, and how often they agree."""

from dataclasses import replace

import pytest

from evals.running.against import Side, agreement, paired, stability
from extractor.errors import UsageError
from tests.evals.running.small import LEAVES, NAMES, Reader, graded, suite, valued

ONE, TWO, THREE = (("S2", row, "决算数") for row in ("本年收入", "财政拨款收入", "其他收入"))


def all_of(*edits):
    def edit(record):
        for one in edits:
            record = one(record)
        return record

    return edit


def side(tmp_path, name, reader=None, **more):
    return Side.of(graded(suite(tmp_path / "suite", **more), tmp_path / name, reader).folder)


@pytest.fixture
def sides(tmp_path):
    """Before: ONE wrong, THREE omitted. After: ONE right, TWO wrong, THREE wrong. All in the first report."""
    before = Reader(edit={"anfang": all_of(valued(ONE, "1"), valued(THREE, None))})
    after = Reader(edit={"anfang": all_of(valued(TWO, "2"), valued(THREE, "3"))})
    return side(tmp_path, "before", before), side(tmp_path, "after", after)


def test_fixed_and_broken_leaves_are_listed_with_what_each_run_made_of_them(sides):
    found = paired(*sides)
    assert [(one.key, one.before, one.after) for one in found.fixed] == [(ONE, "错 1", "对 7901100")]
    assert [(one.key, one.before, one.after) for one in found.broken] == [(TWO, "对 7455000", "错 2")]
    assert found.run == "after"


def test_a_leaf_that_is_wrong_in_both_in_another_way_is_counted_in_the_note(sides):
    assert paired(*sides).note == "共有的报告 3 份；两次都不对、但不一样的 1 处"


def test_the_differences_are_after_less_before(sides):
    lines = {one.id: one for one in paired(*sides).lines}
    assert lines["wrong_rate"].difference == pytest.approx(2 / (3 * LEAVES) - 1 / (3 * LEAVES))
    assert lines["recall"].difference == pytest.approx(0)
    assert lines["omission_rate"].difference == pytest.approx(-1 / (3 * LEAVES))
    assert not lines["wrong_rate"].significant


def test_a_run_beside_itself_differs_in_nothing(sides):
    found = paired(sides[0], sides[0])
    assert (found.fixed, found.broken) == ((), ())
    assert all(one.difference in (0, None) and not one.significant for one in found.lines)
    assert {one.id: one.difference for one in found.lines}["row_exact"] == 0


def test_documents_of_one_run_only_are_named(sides, tmp_path):
    fewer = side(tmp_path, "fewer", names=NAMES[:2])
    assert paired(sides[0], fewer).note.startswith("共有的报告 2 份；只在前者的：chuhe")
    assert "只在后者的：chuhe" in paired(fewer, sides[0]).note


def test_runs_without_a_report_in_common_are_not_compared(tmp_path):
    one, other = side(tmp_path, "one", names=NAMES[:1]), side(tmp_path, "other", names=NAMES[1:])
    with pytest.raises(UsageError, match="one 和 other 没有共同的报告"):
        paired(one, other)
    assert agreement([one, other]) is None


def test_agreement_is_the_share_of_leaves_with_one_value_in_every_run(sides, tmp_path):
    assert agreement([sides[0], sides[0]]) == 1
    assert agreement(sides) == pytest.approx((3 * LEAVES - 3) / (3 * LEAVES))
    true = side(tmp_path, "true")
    # Of three runs, every leaf one of them reads otherwise is in disagreement.
    assert agreement([true, *sides]) == pytest.approx((3 * LEAVES - 3) / (3 * LEAVES))


def test_agreement_is_of_the_documents_that_all_runs_have(sides, tmp_path):
    fewer = side(tmp_path, "fewer", names=NAMES[1:])
    assert agreement([sides[0], fewer]) == 1


def test_two_files_of_one_name_are_not_compared(sides):
    other = replace(sides[1], files={**sides[1].files, "banli": "0" * 64})
    with pytest.raises(UsageError, match="before 和 after 里的 banli 不是同一份文件"):
        paired(sides[0], other)


def test_only_answers_that_were_asked_anew_tell_of_stability(tmp_path):
    one, other = (live_side(tmp_path, name) for name in ("one", "other"))
    assert stability([one, other]) == "2 次运行给出同一个值的占比：100.00%（稳定性：同一模型逐题重新问）"
    kept = live_side(tmp_path, "kept", replayed=3)
    recorded = side(tmp_path, "recorded")
    for third in (kept, recorded):
        assert not third.asked
        assert "量不出模型稳不稳" in stability([one, third])
    changed = replace(other, summary=other.summary.model_copy(update={"plan_digest": "0"}))
    assert "模型、提示或程序不同" in stability([one, changed])


def live_side(tmp_path, name, *, replayed=0):
    class Live(Reader):
        def __call__(self, documents, step):
            done = super().__call__(documents, step)
            done.run = {**done.run, "replayed": replayed}
            return done

    return Side.of(graded(suite(tmp_path / "suite"), tmp_path / name, Live(), replayed=False).folder)
