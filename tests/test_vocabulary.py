"""The dictionary's data files: titles name places, printed labels name canonical rows, subjects are well formed."""

import re

import pytest

from schemas.vocabulary import (
    default_row,
    economic_names,
    economic_subjects,
    functional_subjects,
    labels,
    place_name,
    places,
)

NARRATIVE = [f"S{n}" for n in range(1, 14)]
GUIDE_ROWS = {
    "S1": "收入总计 支出总计 收支总计 本年收入 本年支出 使用非财政拨款结余 年初结转和结余 结余分配 年末结转和结余",
    "S2": "本年收入 财政拨款收入 一般公共预算财政拨款收入 政府性基金预算财政拨款收入 国有资本经营预算财政拨款收入 "
    "上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入 使用非财政拨款结余 年初结转和结余 收入总计",
    "S3": "本年支出 支出总计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出 其他支出 "
    "工资福利支出 商品和服务支出 对个人和家庭的补助 结余分配 年末结转和结余",
    "S4": "财政拨款收入 财政拨款支出 财政拨款收支总计 年初财政拨款结转和结余 年末财政拨款结转和结余 基本支出 项目支出",
    "S5": "一般公共预算财政拨款收入 一般公共预算财政拨款支出 基本支出 项目支出",
    "S6": "基本支出 人员经费 公用经费 工资福利支出 商品和服务支出 对个人和家庭的补助 资本性支出 资本性支出（基本建设） "
    "对企业补助 对企业补助（基本建设） 其他支出",
    "S7": "三公经费 因公出国（境）费 公务用车购置及运行维护费 公务用车购置费 公务用车运行维护费 公务接待费 "
    "国内公务接待 国（境）外公务接待 外事接待 会议费 培训费",
    "S8": "政府性基金收入 政府性基金支出 年初结转和结余 年末结转和结余 政府性基金收支",
    "S9": "国有资本经营收入 国有资本经营支出",
    "S10": "机关运行经费",
    "S11": "政府采购支出 货物支出 工程支出 服务支出 中小企业合同 小微企业合同 货物中小企业合同 工程中小企业合同 "
    "服务中小企业合同 预留中小企业 预留小微企业",
    "S12": "车辆 副省级以上领导干部用车 主要领导干部用车 领导干部用车 机要通信用车 应急保障用车 执法执勤用车 "
    "特种专业技术用车 离退休干部用车 一般公务用车 其他用车 房屋 办公用房 业务用房 其他房屋 单价50万元以上通用设备 "
    "单价100万元以上专用设备 购置车辆 购置50万元以上通用设备 购置100万元以上专用设备",
    "S13": "一级项目 二级项目 政府性基金项目 国有资本经营项目 省级项目",
}

COINED = {"中小企业合同", "小微企业合同", "货物中小企业合同", "工程中小企业合同", "服务中小企业合同", "其他房屋"}
"""Names of the dictionary that no report prints as such."""


def test_places_are_the_ten_forms_and_the_fifteen_sections_once_each():
    ids = [place.id for place in places()]
    assert len(ids) == len(set(ids))
    assert set(ids) == {f"T{n}" for n in range(1, 11)} | {f"S{n}" for n in range(15)}


@pytest.mark.parametrize("place", [place.id for place in places()])
def test_a_place_s_own_name_is_one_of_its_titles(place):
    entry = next(p for p in places() if p.id == place)
    assert place_name(place) == entry.name
    assert any(title.search(re.sub("[“”]", "", entry.name)) for title in entry.titles)


def test_an_unknown_place_has_no_name():
    with pytest.raises(StopIteration):
        place_name("S99")


@pytest.mark.parametrize("place", NARRATIVE)
def test_a_section_knows_every_row_the_dictionary_gives_it(place):
    rows = {label.row for label in labels(place)}
    assert set(GUIDE_ROWS[place].split()) <= rows


@pytest.mark.parametrize("place", NARRATIVE)
def test_a_row_printed_in_its_own_canonical_words_is_recognised(place):
    missed = []
    for row in set(GUIDE_ROWS[place].split()) - COINED:
        spans = [(m.end() - m.start(), label.row) for label in labels(place) if (m := label.pattern.match(row))]
        longest = max((length for length, _ in spans), default=0)
        if row not in {found for length, found in spans if length == longest}:
            missed.append(row)
    assert missed == []


@pytest.mark.parametrize("place", NARRATIVE)
def test_no_label_matches_nothing(place):
    assert [label.row for label in labels(place) if label.pattern.match("")] == []


@pytest.mark.parametrize("place", ["S5", "S7", "S8", "S9", "S10", "S11"])
def test_a_default_row_is_a_row_of_its_section(place):
    assert default_row(place) in {label.row for label in labels(place)}


@pytest.mark.parametrize("place", ["S1", "S2", "S3", "S4", "S6", "S12", "S13", "T1"])
def test_a_section_of_several_subjects_has_no_default_row(place):
    assert default_row(place) is None


def test_function_codes_have_the_length_of_their_level_and_their_parents():
    lengths = {"类": 3, "款": 5, "项": 7}
    codes = {subject.code for subject in functional_subjects()}
    for subject in functional_subjects():
        assert len(subject.code) == lengths[subject.level], subject
        assert subject.level == "类" or subject.code[:3] in codes, subject
    assert len(codes) == len(functional_subjects())


def test_economic_codes_have_the_length_of_their_level():
    assert {(len(subject.code), subject.level) for subject in economic_subjects()} == {(3, "类"), (5, "款")}


def test_economic_names_are_without_repeats():
    assert len(set(economic_names())) == len(economic_names())
    assert {"基本工资", "维修（护）费", "资本性支出"} <= set(economic_names())


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("维修费", "维修（护）费"),
        ("维修（护）费", "维修（护）费"),
        ("维修护费", "维修（护）费"),
        ("其他交通费", "其他交通费用"),
        ("对个人和家庭补助", "对个人和家庭的补助"),
        ("商品服务支出", "商品和服务支出"),
        ("办公费支出", "办公费"),
    ],
)
def test_a_variant_of_an_economic_subject_takes_the_standard_name(printed, row):
    assert row in {label.row for label in labels("S6") if label.pattern.fullmatch(printed)}


@pytest.mark.parametrize("printed", ["教育（类）支出", "教育支出（类）", "教育支出"])
def test_a_class_is_recognised_with_its_mark_before_or_behind(printed):
    assert "教育支出" in {label.row for label in labels("S5") if label.pattern.fullmatch(printed)}


def test_an_old_name_of_a_class_is_recognised_as_printed():
    old = next((s, s.old_names[0]) for s in functional_subjects() if s.level == "类" and s.old_names)
    assert old[1] in {label.row for label in labels("S5") if label.pattern.match(old[1])}
