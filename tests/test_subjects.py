"""Subjects by code and by full path of names: old names count, ambiguous ones mean nothing, nothing is corrected."""

from collections import Counter

import pytest

from schemas.subjects import economic_by_code, economic_by_name, function_by_code, function_by_path, is_name_of
from schemas.vocabulary import economic_subjects, functional_subjects


def path_of(subject):
    parents = [function_by_code(subject.code[:size]) for size in (3, 5) if size < len(subject.code)]
    return "/".join(parent.name for parent in [*parents, subject])


def test_every_subject_is_found_by_its_code():
    assert all(function_by_code(subject.code) is subject for subject in functional_subjects())
    assert all(economic_by_code(subject.code) is subject for subject in economic_subjects())


@pytest.mark.parametrize("code", ["", "2", "2010", "999", "9999999", "301"])
def test_a_code_that_is_not_shipped_is_none(code):
    assert function_by_code(code) is None


def test_every_section_and_item_is_found_by_its_full_path():
    lost = [s.code for s in functional_subjects() if s.level != "类" and function_by_path(path_of(s)) != s]
    assert lost == []


def test_a_name_that_many_items_bear_names_none_of_them_alone():
    assert function_by_path("行政运行") is None
    assert function_by_path("一般公共服务支出/统计信息事务/统计管理").code == "2010506"
    assert function_by_path("一般公共服务支出/财政事务/行政运行").code == "2010601"


def test_a_name_that_one_subject_bears_names_it_alone():
    assert function_by_path("统计管理").code == "2010506"
    assert function_by_path("社会保障和就业支出").code == "208"


def test_a_path_whose_parts_belong_to_different_subjects_is_none():
    assert function_by_path("教育支出/统计信息事务/统计管理") is None
    assert function_by_path("一般公共服务支出/财政事务/统计管理") is None


@pytest.mark.parametrize(
    "path",
    [
        "一般公共服务/统计信息事务/统计管理",
        "一般公共服务支出/统计信息事务支出/统计管理",
        "一般公共服务支出/统计信息事务/统计管理支出",
    ],
)
def test_a_missing_or_added_支出_is_the_same_name(path):
    assert function_by_path(path).code == "2010506"


def test_an_old_name_leads_to_the_code_that_bears_another_today():
    assert function_by_path("医疗卫生与计划生育支出").code == "210"
    assert function_by_path("社会保障和就业支出/行政事业单位离退休").code == "20805"
    assert function_by_path("社会保障和就业支出/行政事业单位离退休/行政单位离退休").code == "2080501"


@pytest.mark.parametrize(
    "path", ["", "/", "一般公共服务支出/", "云溪县档案馆", "一般公共服务支出/统计信息事务/云溪项目"]
)
def test_what_is_no_subject_is_none(path):
    assert function_by_path(path) is None


def test_an_economic_subject_is_found_by_its_name_unless_several_bear_it():
    assert economic_by_name("办公费").code == "30201"
    repeated = [name for name, count in Counter(s.name for s in economic_subjects()).items() if count > 1]
    assert repeated
    assert all(economic_by_name(name) is None for name in repeated)
    assert economic_by_name("办公") is None


def test_a_printed_name_is_held_against_the_subject_s_own_and_old_names():
    subject = function_by_code("20805")
    assert is_name_of(subject, "行政事业单位养老支出")
    assert is_name_of(subject, "行政事业单位养老")
    assert is_name_of(subject, "行政事业单位离退休")
    assert not is_name_of(subject, "行政单位养老支出")
