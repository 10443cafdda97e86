"""A18 and D17: the annex of self-evaluation, and what the text says of projects."""

import pytest

from tests.checks.books import (
    Case,
    Wrong,
    book,
    failing,
    holding,
    judge_fails,
    judge_holds,
    judge_lacking,
    judge_rounding,
    lacking,
    rounding,
    verdicts,
)

CASES = {
    "A18": Case(
        """S13/附件:河道保洁 下达金额=3000.00 执行金额=2000.00 执行率=66.67% 分值=10分 得分=8分
        S13/附件:水质监测 下达金额=100.00 执行金额=100.00 执行率=100%
        S13/附件:预算 年初预算支出=3100.00""",
        fails=(
            Wrong("S13/附件:河道保洁 执行率=80.00%", "66.67"),
            Wrong("S13/附件:河道保洁 得分=12分", "10"),
            Wrong("S13/附件:预算 年初预算支出=3200.00", "3100.00", cause="not_summing", severity="warning"),
        ),
        rounds=(
            "S13/附件:河道保洁 执行率=66.66%",
            "S13/附件:河道保洁 执行率=66.70%",
            "S13/附件:预算 年初预算支出=3100.01",
        ),
        untried="S13",
    ),
    "D17": Case(
        """S13/项目:河道保洁 全年预算数=3000.00 执行数=2000.00 完成率=66.67% 得分=90分
        S13/项目:水质监测 全年预算数=100.00 执行数=100.00 完成率=100% 得分=95分
        S13/项目合计 全年预算数=3100.00 执行数=2100.00 完成率=67.74% 平均得分=92.5分
        S13/绩效自评项目 个数=2个 一级项目个数=1个 二级项目个数=1个 涉及资金=3100.00 占比=77.50%
        T3/合计 项目支出=4000.00""",
        fails=(
            Wrong("S13/项目:河道保洁 完成率=80.00%", "66.67"),
            Wrong("S13/项目合计 全年预算数=3800.00", "3100.00"),
            Wrong("S13/项目合计 平均得分=96分", "92.50", cause="other"),
            Wrong("S13/项目合计 平均得分=96分\nS13/部门整体支出 得分=96分", cause="other_table_figure"),
            Wrong("S13/绩效自评项目 占比=100%", "77.50", cause="wrong_base"),
            Wrong("S13/绩效自评项目 二级项目个数=2个", "3", "S13/绩效自评项目/个数"),
            Wrong("S13/绩效自评项目 涉及资金=4800.00", "3100.00"),
        ),
        rounds=(
            "S13/项目:河道保洁 完成率=66.66%",
            "S13/项目合计 执行数=2100.01",
            "S13/项目合计 平均得分=92.6分",
            "S13/绩效自评项目 占比=0%",
        ),
        untried="S13",
    ),
}


@holding(CASES)
def test_it_holds(check, case):
    judge_holds(check, case)


@failing(CASES)
def test_it_fails_and_says_which_figure_and_what_it_should_be(check, case, wrong):
    judge_fails(check, case, wrong)


@rounding(CASES)
def test_rounding_is_no_failure(check, book, kind):
    judge_rounding(check, book, kind)


@lacking(CASES)
def test_it_says_what_is_missing(check, case):
    judge_lacking(check, case)


def test_a_share_of_project_spending_may_be_of_any_form_or_section_that_fits():
    lines = "S13/绩效自评项目 涉及资金=400.00 占比=100%\nT3/合计 项目支出=500.00\nT5/合计 项目支出=400.00"
    assert verdicts(book(lines), "D17") == {"pass"}


@pytest.mark.parametrize(("money", "found"), [("300.00", set()), ("350.00", {"fail"})])
def test_money_of_one_kind_of_projects_is_not_that_of_all(money, found):
    lines = """S13/项目:河道保洁 全年预算数=300.00 执行数=200.00
    S13/项目:水质监测 全年预算数=100.00 执行数=90.00
    S13/一级项目 个数=1个"""
    assert verdicts(book(lines, f"S13/绩效自评项目 个数=2个 涉及资金={money}"), "D17") == found
