"""S0: units, offices and people."""

import pytest

from extractor.flat import flatten
from extractor.people import read_people


def said(text: str) -> list[tuple[str, str, str]]:
    return [(r.row, r.column, ("-" if r.negative else "") + r.number.digits) for r in read_people(flatten(text).text)]


def test_staffing_and_people_in_post_are_two_rows_with_their_kinds():
    text = "本馆编制数80人，其中：行政编制50人，事业编制30人；年末实有人数75人，其中：在职人员48人，离休1人，退休19人。"
    assert said(text) == [
        ("人员编制", "合计", "80"),
        ("人员编制", "行政", "50"),
        ("人员编制", "事业", "30"),
        ("实有人员", "合计", "75"),
        ("实有人员", "在职", "48"),
        ("实有人员", "离休", "1"),
        ("实有人员", "退休", "19"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年末实有人数13人", ("实有人员", "合计", "13")),
        ("实有13名", ("实有人员", "合计", "13")),
        ("离退休人员20人", ("实有人员", "离退休", "20")),
        ("由养老保险基金发放的离退休干部0人", ("实有人员", "养老保险基金发放的离退休", "0")),
        ("年末其他人员0人", ("实有人员", "其他", "0")),
        ("年末学生人数0人", ("实有人员", "学生", "0")),
        ("参照公务员法管理人员9人", ("实有人员", "参公", "9")),
        ("事业编制30名", ("人员编制", "事业", "30")),
        ("核定编制80人", ("人员编制", "合计", "80")),
    ],
)
def test_a_kind_of_people_is_a_column(text, expected):
    assert said(text) == [expected]


def test_a_change_is_signed_and_keeps_the_kind():
    assert said("实有人员75人，比上年减少3人。") == [("实有人员", "合计", "75"), ("实有人员", "比上年增减", "-3")]
    assert said("行政人员48人，较上年增加1人")[0] == ("实有人员", "行政", "48")


def test_a_list_item_begins_anew():
    text = "（一）人员编制50人\n（二）退休19人"
    assert said(text) == [("人员编制", "合计", "50"), ("实有人员", "退休", "19")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("纳入本部门决算编报的单位共6个", ("决算单位", "个数", "6")),
        ("其中行政单位1个", ("决算单位", "行政单位个数", "1")),
        ("事业单位2个", ("决算单位", "事业单位个数", "2")),
        ("下属二级预算单位3个", ("决算单位", "二级预算单位个数", "3")),
        ("下设3个二级预算单位", ("决算单位", "二级预算单位个数", "3")),
        ("内设12个机构", ("内设机构", "个数", "12")),
        ("内设科室5个", ("内设机构", "个数", "5")),
        ("内设办公室、业务科等2个科室", ("内设机构", "个数", "2")),
    ],
)
def test_units_and_offices_are_counted(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize("text", ["", "服务群众12000余户", "面积200平方米", "实有车辆4辆", "3个重点项目"])
def test_other_numbers_of_the_section_are_nobody_s(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        pytest.param(
            "行政编制65人，实有60人；离退休人员16人。",
            ("实有人员", "离退休", "16"),
            ("人员编制", "离退休", "16"),
            id="retired after staffing",
        ),
        pytest.param(
            "核定编制71人，退休职工28人。",
            ("实有人员", "退休", "28"),
            ("人员编制", "退休", "28"),
            id="nobody retired has a post",
        ),
        pytest.param(
            "人员编制30名，在编在职28人。",
            ("实有人员", "在职", "28"),
            ("人员编制", "在职", "28"),
            id="in post after staffing",
        ),
        pytest.param(
            "事业编制30人，实际25人；聘用人员5人。",
            ("实有人员", "合计", "25"),
            ("人员编制", "合计", "25"),
            id="实际",
        ),
        pytest.param(
            "共有编制80名，其中行政编制50名、工勤编制5名。",
            ("人员编制", "合计", "80"),
            ("人员编制", "合计", "5"),
            id="工勤",
        ),
        pytest.param(
            "实有行政人员48人（含行政工勤人员4人），参公管理事业人员9人，非参公管理事业人员18人。",
            ("实有人员", "事业", "18"),
            ("实有人员", "参公", "18"),
            id="非参公",
        ),
        pytest.param(
            "实有人员75名，其中行政人员48名，较上年减少1名。",
            ("实有人员", "行政比上年增减", "-1"),
            ("实有人员", "比上年增减", "-1"),
            id="change of a kind",
        ),
        pytest.param(
            "本部门共有预算单位4个，包括1个行政单位和3个事业单位。",
            ("决算单位", "行政单位个数", "1"),
            ("决算单位", "个数", "1"),
            id="the count stands before its unit",
        ),
        pytest.param(
            "纳入决算编报的单位共6个，其中：行政单位1个，参公事业单位2个，其他事业单位3个。",
            ("决算单位", "事业单位个数", "3"),
            ("决算单位", "事业单位个数", "2"),
            id="参公 units",
        ),
    ],
)
def test_wordings_of_other_provinces(text, right, wrong):
    assert right in said(text)
    assert wrong not in said(text)
