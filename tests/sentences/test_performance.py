"""Performance: a project, the whole unit, all projects together. Every project and figure is made up."""

import pytest

from tests.sentences.saying import said

RATED = {
    "projects of the level, their money and share": (
        "其中，一级项目3个，二级项目0个，共涉及资金90万元，占一般公共预算项目支出总额的80%。",
        ["一级项目/个数=3", "二级项目/个数=0", "绩效自评项目/涉及资金=90", "绩效自评项目/占比=80"],
    ),
    "one kind of project keeps its money": (
        "我局对0个政府性基金预算项目做了绩效自评，涉及资金0万元。",
        ["政府性基金项目/个数=0", "政府性基金项目/涉及资金=0"],
    ),
    "a project in quotation marks": (
        "1.“灯塔修缮”项目支出自评得分98分。全年预算数8万元，实际执行6万元，预算执行率75%。",
        ["项目:灯塔修缮/得分=98", "项目:灯塔修缮/全年预算数=8", "项目:灯塔修缮/执行数=6", "项目:灯塔修缮/完成率=75"],
    ),
    "a project by its item": (
        "2.浮标更换项目：全年预算数8万元，执行数6万元，自评得分90分。",
        ["项目:浮标更换/全年预算数=8", "项目:浮标更换/执行数=6", "项目:浮标更换/得分=90"],
    ),
    "all projects together": (
        "项目支出全年预算数合计80万元，执行数合计60万元，完成预算的75%，平均得分96分。",
        ["项目合计/全年预算数=80", "项目合计/执行数=60", "项目合计/完成率=75", "项目合计/平均得分=96"],
    ),
    "the whole unit": (
        "部门整体支出自评得分93分，综合评价等级为“优”，全年预算数800万元，执行数790万元。",
        ["部门整体支出/得分=93", "部门整体支出/全年预算数=800", "部门整体支出/执行数=790"],
    ),
    "a department's own evaluation, by fund": (
        "组织对2个项目开展了部门评价，涉及一般公共预算支出16万元，政府性基金预算支出0万元。",
        ["部门评价项目/个数=2", "部门评价项目/涉及一般公共预算支出=16", "部门评价项目/涉及政府性基金预算支出=0"],
    ),
    "kinds in brackets": (
        "对项目开展绩效自评，共涉及项目4个（其中：一般公共预算项目3个，政府性基金预算项目1个），涉及资金80万元。",
        [
            "绩效自评项目/个数=4",
            "一般公共预算项目/个数=3",
            "政府性基金项目/个数=1",
            "绩效自评项目/涉及资金=80",
        ],
    ),
    "an achievement is no account": ("全年巡标120次，群众满意度96%，培训30人。", []),
}


@pytest.mark.parametrize(("text", "claims"), RATED.values(), ids=RATED.keys())
def test_a_sentence_says_who_is_rated_and_how(text, claims):
    assert said("S13", text) == claims
