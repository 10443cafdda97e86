"""Units, offices and people of S0, a phrase parsed whole. Every figure is made up."""

import pytest

from tests.sentences.saying import said

PEOPLE = {
    "posts and people in them": (
        "本单位核定编制20人：行政编制8人、参公编制7人、事业编制5人；年底实有人员19人，其中行政8人、事业11人。",
        [
            "人员编制/合计=20",
            "人员编制/行政=8",
            "人员编制/参公=7",
            "人员编制/事业=5",
            "实有人员/合计=19",
            "实有人员/行政=8",
            "实有人员/事业=11",
        ],
    ),
    "more or fewer than the year before": (
        "2031年末实有人数19人。比2030年末减少2人，其中，行政人员减少1人、事业人员减少1人。",
        ["实有人员/合计=19"],
    ),
    "the retired": ("另有离休人员2人、退休人员5人。", ["实有人员/离休=2", "实有人员/退休=5"]),
    "units of each kind": (
        "纳入2031年度部门决算编报范围的单位共3个，其中：行政单位1个，事业单位2个，所属2个二级预算单位。内设机构4个。",
        [
            "决算单位/个数=3",
            "决算单位/行政单位个数=1",
            "决算单位/事业单位个数=2",
            "决算单位/二级预算单位个数=2",
            "内设机构/个数=4",
        ],
    ),
    "people nobody asks for": ("灯塔看守12人，聘用司机3人。", []),
}


@pytest.mark.parametrize(("text", "claims"), PEOPLE.values(), ids=PEOPLE.keys())
def test_people_and_units_are_counted_where_every_word_is_known(text, claims):
    assert said("S0", text) == claims
