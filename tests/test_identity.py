"""Who reports: read from covers of many shapes, and from the text where there is no cover."""

import pytest
from askers import REPORT, report

from extractor.flat import flatten
from extractor.identity import identify

BODY = """
一、收入支出决算总体情况说明
{year}年度收入总计 812.46 万元，支出总计 812.46 万元。比{before}年度决算收入减少 17.30 万元，降低 2.08%。
二、机构设置
纳入{name}{year}年度部门决算的有2个单位。
"""


def body(name, year=2031):
    return BODY.format(name=name, year=year, before=year - 1)


def identified(text):
    return identify([report(text)], [flatten(text).text])


COVERS = {
    "one line": ("洛川市航标管理局2031年度部门决算\n", "洛川市航标管理局", "部门"),
    "year in front": ("2031年度洛川市航标管理局部门决算\n", "洛川市航标管理局", "部门"),
    "three lines": ("洛川市航标管理局\n2031年度\n部门决算\n", "洛川市航标管理局", "部门"),
    "own office in brackets": ("洛川市航标管理局（本级）2031年度部门决算\n", "洛川市航标管理局", "本级"),
    "own office of the city": ("洛川市航标管理局市本级\n2031年度部门决算\n", "洛川市航标管理局市本级", "本级"),
    "a single unit": ("洛川市航道养护中心2031年度单位决算\n", "洛川市航道养护中心", "单位"),
    "an autonomous region": ("北原自治区渔业厅\n2031年度部门决算\n", "北原自治区渔业厅", "部门"),
    "spaces and hard wraps": ("洛 川 市 航 标 管 理 局\n２０３１年度部门决算\n", "洛川市航标管理局", "部门"),
    "a school": ("洛川市第三中学2031年度单位决算\n", "洛川市第三中学", "单位"),
}


@pytest.mark.parametrize(("cover", "name", "level"), COVERS.values(), ids=COVERS.keys())
def test_a_cover_names_the_unit_its_year_and_its_level(cover, name, level):
    plain = name.partition("（")[0].removesuffix("市本级")
    text = body(plain) if level != "单位" else body(plain).replace("部门决算", "单位决算")
    unit = identified(cover + text)
    assert (unit.name, unit.year, unit.level, unit.money_unit) == (name, 2031, level, "万元")


def test_without_a_cover_the_text_names_the_unit():
    unit = identified(body("洛川市航标管理局").lstrip())
    assert (unit.name, unit.year, unit.level) == ("洛川市航标管理局", 2031, "部门")


def test_where_nobody_is_named_the_name_is_open():
    unit = identified("一、收入支出决算总体情况说明\n收入总计5万元。\n")
    assert (unit.name, unit.year) == (None, None)


def test_other_units_a_report_speaks_of_do_not_outvote_its_own():
    others = "".join(f"按照洛川市{name}的要求编制。" for name in ("财政局", "审计局", "财政局", "人民政府")) + "\n"
    assert (
        identified(f"洛川市航标管理局2031年度部门决算\n{others}{body('洛川市航标管理局')}").name == "洛川市航标管理局"
    )


def test_the_year_is_the_one_reported_and_not_the_one_compared_with():
    assert identified(REPORT).year == 2031


def test_years_of_all_documents_of_one_record_count_together():
    documents = [report("2029年度部门决算"), report("2031年度决算\n2031年度收入", name="tables.txt")]
    assert identify(documents, []).year == 2031


@pytest.mark.parametrize(
    ("prose", "unit", "precision"),
    [
        ("收入总计812.46万元，支出812.4万元。", "万元", "0.01"),
        ("收入总计8,124,600.25元。另有3万元以上设备。", "元", "0.01"),
        ("收入总计812万元，支出812万元。", "万元", "1"),
        ("收入总计1.2345亿元。", "亿元", "0.0001"),
        ("金额单位：万元\n详见附表。", "万元", "0.01"),
        ("金额单位：元\n收入总计8万元。支出7万元。", "万元", "1"),
        ("详见附表。", "元", "0.01"),
    ],
)
def test_the_money_unit_is_the_printed_one_then_the_headings(prose, unit, precision):
    found = identified(prose)
    assert (found.money_unit, found.precision) == (unit, precision)


def test_a_few_figures_with_more_decimals_do_not_set_the_precision():
    assert identified("支出5.25万元。" * 40 + "支出5.2501万元。").precision == "0.01"
    assert identified("支出5.25万元。" * 10 + "支出5.2501万元。").precision == "0.0001"
