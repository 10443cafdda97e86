"""Whose a figure is and what it measures, sentence by sentence. Every department, project and figure is made up."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sentences.saying import said

BOUND = {
    "a total and its change": (
        "S1",
        "洛川市航标局2031年度收入总计800万元。与上年相比，收入总计减少20万元，下降2.44%。",
        ["收入总计/决算数=800", "收入总计/比上年增减额=-20", "收入总计/比上年增减率=-2.44"],
    ),
    "two rows in one sentence": (
        "S1",
        "2031年度收入总计800万元、支出总计790万元。",
        ["收入总计/决算数=800", "支出总计/决算数=790"],
    ),
    "an item that compares for all its sentences": (
        "S4",
        "（二）与2030年度决算相比。财政拨款收入增加5万元，增长1%；财政拨款支出减少3万元，下降0.5%。",
        [
            "财政拨款收入/比上年增减额=5",
            "财政拨款收入/比上年增减率=1",
            "财政拨款支出/比上年增减额=-3",
            "财政拨款支出/比上年增减率=-0.5",
        ],
    ),
    "the year before by name": (
        "S7",
        "“三公”经费支出总额为0，2030年度决算为7万元，2031年度预算为9万元。",
        ["三公经费/决算数=0", "三公经费/上年决算数=7", "三公经费/预算数=9"],
    ),
    "an item's heading speaks for its sentences": (
        "S5",
        "1.教育支出（类）进修及培训（款）培训支出（项）。年初预算为5万元，支出决算为4万元，完成年初预算的80%。",
        [
            "教育支出/进修及培训/培训支出/年初预算=5",
            "教育支出/进修及培训/培训支出/决算数=4",
            "教育支出/进修及培训/培训支出/完成率=80",
        ],
    ),
    "what the money was for stands between": (
        "S5",
        "（1）教育支出（类）进修及培训（款）培训支出（项）4万元，主要是航标培训等支出，完成年初预算的80%。",
        ["教育支出/进修及培训/培训支出/决算数=4", "教育支出/进修及培训/培训支出/完成率=80"],
    ),
    "a share in brackets": (
        "S3",
        "本年支出合计90万元，其中：基本支出60万元（占66.67%）；项目支出30万元（占33.33%）。",
        [
            "本年支出/决算数=90",
            "基本支出/决算数=60",
            "基本支出/占比=66.67",
            "项目支出/决算数=30",
            "项目支出/占比=33.33",
        ],
    ),
    "figures dealt out in order": (
        "S4",
        "年初、年末财政拨款结转和结余分别为7万元、9万元。",
        ["年初财政拨款结转和结余/决算数=7", "年末财政拨款结转和结余/决算数=9"],
    ),
    "two budgets": (
        "S5",
        "2.教育支出（类）进修及培训（款）培训支出（项）。预算0万元，调整预算为9万元，支出决算9万元。",
        [
            "教育支出/进修及培训/培训支出/年初预算=0",
            "教育支出/进修及培训/培训支出/调整预算=9",
            "教育支出/进修及培训/培训支出/决算数=9",
        ],
    ),
    "a change the clause before began": (
        "S6",
        "1.资本性支出46万元，较2031年度年初预算数增加6万元，增长15%，主要原因是购置浮标；较2030年度决算数增加4万元。",
        [
            "资本性支出/决算数=46",
            "资本性支出/比预算增减额=6",
            "资本性支出/比预算增减率=15",
            "资本性支出/比上年增减额=4",
        ],
    ),
    "parts behind 主要是": (
        "S6",
        "1.商品和服务支出20万元，主要是办公费12万元、印刷费8万元。",
        ["商品和服务支出/决算数=20", "办公费/决算数=12", "印刷费/决算数=8"],
    ),
    "a template of direction": (
        "S8",
        "2031年度政府性基金预算财政拨款本年收入0元，本年支出0元。较2030年度决算数增加（减少）0元，增长（降低）0%。",
        [
            "政府性基金收入/决算数=0",
            "政府性基金支出/决算数=0",
            "政府性基金收支/比上年增减额=0",
            "政府性基金收支/比上年增减率=0",
        ],
    ),
    "guests and batches": (
        "S7",
        "2.公务接待费0.5万元。2031年国内公务接待累计3批次、20人、0.5万元。",
        ["公务接待费/决算数=0.5", "国内公务接待/批次=3", "国内公务接待/人次=20", "国内公务接待/决算数=0.5"],
    ),
    "cars by what is told of them": (
        "S7",
        "公务用车购置费20万元，当年购置公务用车1辆。公务用车运行维护费3万元，年末公务用车保有4辆。",
        [
            "公务用车购置费/决算数=20",
            "公务用车购置费/购置数=1",
            "公务用车运行维护费/决算数=3",
            "公务用车运行维护费/保有量=4",
        ],
    ),
    "contracts and their shares": (
        "S11",
        "授予中小企业合同金额60万元，占政府采购支出总额的50%，其中：授予小微企业合同金额30万元，占政府采购支出总额的25%；"
        "货物采购授予中小企业合同金额占货物支出金额的40%。",
        [
            "中小企业合同/决算数=60",
            "中小企业合同/占比=50",
            "小微企业合同/决算数=30",
            "小微企业合同/占比=25",
            "货物中小企业合同/占比=40",
        ],
    ),
    "things counted, measured and valued": (
        "S12",
        "截至2031年12月31日，本部门房屋面积900平方米，价值80万元。共有车辆2辆，其中：机要通信用车1辆、其他用车1辆；"
        "单价100万元以上专用设备3台（套）。",
        [
            "房屋/面积=900",
            "房屋/价值=80",
            "车辆/数量=2",
            "机要通信用车/数量=1",
            "其他用车/数量=1",
            "单价100万元以上专用设备/数量=3",
        ],
    ),
}


@pytest.mark.parametrize(("place", "text", "claims"), BOUND.values(), ids=BOUND.keys())
def test_a_sentence_says_whose_its_figures_are_and_what_they_measure(place, text, claims):
    assert said(place, text) == claims


SILENT = {
    "an amount whose subject is no row": ("S3", "灯塔专项98万元，占5%。", []),
    "what follows a subject that was not understood": ("S2", "灯塔补贴3万元，占1%，比上年增加2万元。", []),
    "a change after 其中: the whole's or the part's": (
        "S2",
        "收入总计80万元，其中年初结转和结余9万元，较上年增加6万元。",
        ["收入总计/决算数=80", "年初结转和结余/决算数=9"],
    ),
    "a figure told as a reason": (
        "S1",
        "收入总计80万元，比上年增加6万元，主要原因是灯塔补助增加4万元。",
        ["收入总计/决算数=80", "收入总计/比上年增减额=6"],
    ),
    "a part's change told as a reason": (
        "S1",
        "支出总计80万元，比上年增加6万元，主要是人员增加，基本支出增加4万元。",
        ["支出总计/决算数=80", "支出总计/比上年增减额=6"],
    ),
    "a change that is compared with nothing": ("S1", "收入总计增加6万元。", []),
    "a change since some other year": ("S1", "收入总计比2025年增加6万元。", []),
    "a list dealt out to another number of rows": ("S4", "年初、年末结转和结余分别为7万元、9万元、3万元。", []),
    "a share behind two subjects": ("S3", "基本支出和项目支出分别占60%、40%。", []),
}


@pytest.mark.parametrize(("place", "text", "claims"), SILENT.values(), ids=SILENT.keys())
def test_where_a_word_is_not_accounted_for_nothing_is_said(place, text, claims):
    assert said(place, text) == claims


def test_a_year_before_claims_nothing_where_the_fiscal_year_is_unknown():
    assert said("S1", "收入总计比2030年度增加6万元。", year=None) == []
    assert said("S1", "收入总计比上年增加6万元。", year=None) == ["收入总计/比上年增减额=6"]


@given(
    st.text(alphabet="本年收入支出总计其中占比上增加万元主要原因是，。；（）：、\n", max_size=200),
    st.sampled_from(["S1", "S7", "S12"]),
)
def test_a_text_without_a_number_says_nothing(text, place):
    assert said(place, text) == []


@pytest.mark.parametrize(
    "piece", ["其中：", "共", "（", "基本支出和", "购置", "比上年", "、1万元", "分别为", "占", "2031年"]
)
def test_a_text_without_end_takes_no_time_without_end(piece):
    started = time.process_time()
    said("S7", "公务接待费" + piece * 8_000 + "1万元。")
    assert time.process_time() - started < 10
