"""A subject is a whole phrase: what frames it is taken off, and nothing may be left."""

import pytest

from extractor.sentences.subjects import Subject, frame_year, names_a_row, subject_of

NAMED = {
    "洛川市航标局2031年度机关运行经费支出": ("S10", Subject("机关运行经费", 2031)),
    "其中：项目支出": ("S3", Subject("项目支出")),
    "2031年本部门收入": ("S1", Subject("本年收入", 2031)),
    "支出": ("S1", Subject("支出总计")),
    "“三公”经费2031年": ("S7", Subject("三公经费", 2031)),
    "其他支出（灯塔补助、浮标补助）": ("S3", Subject("其他支出")),
    "1.教育支出（类）进修及培训（款）培训支出（项）": ("S5", Subject("教育支出/进修及培训/培训支出")),
    "节能环保支出（类）环境保护管理事务（款）、环境保护法规、规划及标准（项）": (
        "S5",
        Subject("节能环保支出/环境保护管理事务/环境保护法规、规划及标准"),
    ),
    "维修费": ("S6", Subject("维修（护）费")),
}


@pytest.mark.parametrize(("phrase", "place", "subject"), [(p, *told) for p, told in NAMED.items()])
def test_a_row_is_named_by_the_whole_phrase(phrase, place, subject):
    assert subject_of(phrase, place) == subject


@pytest.mark.parametrize(
    "phrase", ["", "灯塔", "灯塔项目支出", "项目支出灯塔", "主要用于项目支出", "（项）（款）", "支出决算"]
)
def test_a_phrase_with_a_word_too_many_names_nothing(phrase):
    assert subject_of(phrase, "S3") is None


def test_a_label_that_looks_ahead_sees_what_follows():
    assert subject_of("货物采购", "S11", "占") == Subject("货物中小企业合同")
    assert subject_of("货物采购", "S11") == Subject("货物支出")


def test_a_frame_is_words_that_name_nobody_and_may_name_a_year():
    assert frame_year("2031年度", "S1") == (True, 2031)
    assert frame_year("其中：", "S1") == (True, None)
    assert frame_year("", "S1") == (True, None)
    assert frame_year("灯塔", "S1") == (False, None)


def test_a_row_somewhere_in_a_phrase_is_seen_though_the_phrase_is_not_understood():
    assert names_a_row("灯塔的项目支出情况", "S3")
    assert not names_a_row("灯塔", "S3")
