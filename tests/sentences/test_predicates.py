"""The words before a figure: what they measure, and what is left for the subject."""

import pytest

from extractor.sentences.predicates import Predicate, comparison, money_predicates, percent_predicates

MONEY = {
    "支出决算为": [Predicate("bare", "支出决算为"), Predicate("final", "")],
    "年初预算为": [Predicate("budget", "")],
    "全年预算数": [Predicate("budget", "", adjusted=True)],
    "上年决算为": [Predicate("prior", ""), Predicate("bare", "上年决算为"), Predicate("final", "上年")],
    "比上年减少": [Predicate("change", "", down=True, base="上年")],
    "较2031年度年初预算数增加": [Predicate("change", "", base="预算")],
    "比2030年度下降了": [Predicate("change", "", down=True, base="上年", year=2030)],
    "会议费超过预算": [Predicate("excess", "会议费", base="预算")],
    "同比增加": [Predicate("change", "", base="上年")],
}


@pytest.mark.parametrize(("clause", "predicates"), MONEY.items())
def test_an_amount_has_the_predicate_it_stands_behind(clause, predicates):
    assert money_predicates(clause) == predicates


PERCENT = {
    "完成年初预算的": [Predicate("completed", "")],
    "项目支出预算执行率为": [Predicate("completed", "项目支出")],
    "占本年支出合计的": [Predicate("share", "")],
    "所占比重": [Predicate("share", "")],
    "增长（下降）": [Predicate("change", "")],
    "灯塔": [],
}


@pytest.mark.parametrize(("clause", "predicates"), PERCENT.items())
def test_a_percentage_has_the_predicate_it_stands_behind(clause, predicates):
    assert percent_predicates(clause) == predicates


def test_a_comparison_says_with_what_and_of_whom():
    assert comparison("与上年相比") == ("上年", None, "")
    assert comparison("年末结转和结余与2030年度决算相比") == ("上年", 2030, "年末结转和结余")
    assert comparison("与年初预算相比") == ("预算", None, "")
    assert comparison("灯塔") is None
