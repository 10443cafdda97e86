"""D1, D6, D7, D9, D11–D16: sums and equalities inside the text."""

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
    outcomes,
    rounding,
    told,
    verdicts,
)

PENSION = "社会保障和就业支出/行政事业单位养老支出"
FALSE_BASES = told(
    "S11 货物采购授予中小企业合同金额占货物支出的 80%；服务采购授予中小企业合同金额占货物支出金额的 0%。"
)
EVALUATED = told("S13 组织对3个项目开展了部门评价。", "S13 本部门未开展部门绩效评价。")
CASES = {
    "D1": Case(
        """S1/收入总计 105.00
        S1/本年收入 99.00
        S1/使用非财政拨款结余 1.00
        S1/年初结转和结余 5.00
        S3/支出总计 105.00
        S3/本年支出 98.00
        S3/年末结转和结余 7.00""",
        fails=(Wrong("S1/收入总计 115.00", "105.00"), Wrong("S3/年末结转和结余 6.00", "104.00", "S3/支出总计/决算数")),
        rounds=("S1/收入总计 105.02", "S3/支出总计 105.01"),
        untried="S1/年初结转和结余\nS3/本年支出",
    ),
    "D6": Case(
        """S3/本年支出 比上年增减额=6.00
        S3/基本支出 比上年增减额=10.00
        S3/项目支出 比上年增减额=-4.00
        S3/上缴上级支出 比上年增减额=0
        S3/经营支出 比上年增减额=0
        S3/对附属单位补助支出 比上年增减额=0
        S7/三公经费 比上年增减额=-2.00
        S7/公务接待费 比上年增减额=-2.00""",
        fails=Wrong("S3/项目支出 比上年增减额=4.00", "14.00", "S3/本年支出/比上年增减额"),
        rounds="S3/项目支出 比上年增减额=-4.01",
        untried="S3/本年支出\nS7",
    ),
    "D7": Case(
        """S1/本年收入 决算数=100.00 比上年增减额=10.00
        S2/本年收入 决算数=100.00 比上年增减额=10.00
        S6/公用经费 决算数=9.00 比上年增减额=-1.00
        S10/机关运行经费 决算数=9.00 比上年增减额=-1.00""",
        fails=(
            Wrong("S2/本年收入 比上年增减额=11.00", "10.00"),
            Wrong("S10/机关运行经费 比上年增减额=1.00", "-1.00"),
        ),
        rounds="S2/本年收入 比上年增减额=10.01",
        untried="S2\nS10",
        about={"administrative": True},
    ),
    "D9": Case(
        f"""S5/一般公共预算财政拨款支出 年初预算=14.00 决算数=15.00
        S5/{PENSION}/机关事业单位基本养老保险缴费支出 年初预算=7.00 决算数=7.00
        S5/{PENSION}/机关事业单位职业年金缴费支出 年初预算=4.00 决算数=5.00
        S5/住房保障支出/住房改革支出/住房公积金 年初预算=3.00 决算数=3.00""",
        fails=(
            Wrong("S5/一般公共预算财政拨款支出 决算数=17.00", "15.00"),
            Wrong(
                "S5/住房保障支出/住房改革支出/住房公积金 年初预算=9.00", "20.00", "S5/一般公共预算财政拨款支出/年初预算"
            ),
        ),
        rounds="S5/一般公共预算财政拨款支出 决算数=15.02 年初预算=13.98",
        untried="S5/一般公共预算财政拨款支出",
    ),
    "D11": Case(
        """S7/三公经费 预算数=5.00 决算数=2.50
        S7/因公出国（境）费 预算数=0 决算数=0
        S7/公务用车购置及运行维护费 预算数=4.00 决算数=2.00
        S7/公务用车购置费 预算数=0 决算数=0
        S7/公务用车运行维护费 预算数=4.00 决算数=2.00
        S7/公务接待费 预算数=1.00 决算数=0.50""",
        fails=(
            Wrong("S7/三公经费 决算数=3.50", "2.50"),
            Wrong("S7/公务用车购置费 预算数=3.00", "7.00", "S7/公务用车购置及运行维护费/预算数"),
        ),
        rounds="S7/三公经费 决算数=2.51",
        untried="S7/因公出国（境）费\nS7/公务用车购置费",
    ),
    "D12": Case(
        """S11/政府采购支出 10.00
        S11/货物支出 5.00
        S11/工程支出 2.00
        S11/服务支出 3.00
        S11/中小企业合同 8.00
        S11/小微企业合同 4.00
        S11/服务中小企业合同 占比=0%""",
        fails=(
            Wrong("S11/政府采购支出 9.00", "10.00"),
            Wrong("S11/中小企业合同 12.00", "10.00"),
            Wrong("S11/小微企业合同 8.80", "8.00"),
            Wrong(text=FALSE_BASES, blame="S11/服务中小企业合同/占比", cause="wrong_base", severity="warning"),
        ),
        rounds=("S11/政府采购支出 10.01", "S11/中小企业合同 10.01"),
        untried="S11/政府采购支出\nS11/小微企业合同",
    ),
    # Vehicles and people are counted: a kind that is 0 or no kind of theirs changes nothing.
    "D13": Case(
        """S12/车辆 数量=5辆
        S12/机要通信用车 数量=1辆
        S12/其他用车 数量=4辆""",
        fails=Wrong("S12/其他用车 数量=3辆", "4", "S12/车辆/数量"),
        near=("S12/应急保障用车 数量=0辆", "S12/单价100万元以上专用设备 数量=2台"),
        untried="S12/车辆",
    ),
    "D14": Case(
        """S0/人员编制 合计=30人 行政=20人 参公=2人 事业=8人 比上年增减=1人 行政比上年增减=2人 事业比上年增减=-1人
        S0/实有人员 合计=27人 行政=19人 参公=2人 事业=6人""",
        fails=(
            Wrong("S0/人员编制 合计=31人", "30"),
            Wrong("S0/人员编制 比上年增减=3人", "1"),
            Wrong("S0/实有人员 合计=29人 行政=21人", blame="S0/实有人员/行政", severity="warning"),
        ),
        near=("S0/实有人员 合计=37人 退休=10人", "S0/实有人员 合计=30人 参公="),
        untried="S0",
    ),
    "D15": Case(
        """S1/年初结转和结余 5.00
        S1/年末结转和结余 决算数=7.00 比上年增减额=2.00
        S4/年初财政拨款结转和结余 3.00
        S4/年末财政拨款结转和结余 决算数=0 比上年增减额=-3.00""",
        fails=(
            Wrong("S4/年初财政拨款结转和结余 0", "3.00", severity="warning"),
            Wrong("S1/年末结转和结余 比上年增减额=-2.00", "9.00", "S1/年初结转和结余/决算数"),
        ),
        rounds="S1/年初结转和结余 5.01",
        untried="S1/年末结转和结余\nS4/年初财政拨款结转和结余",
    ),
    "D16": Case(
        """S1/本年收入 100.00
        S2/本年收入 100.00
        S4/一般公共预算财政拨款支出 80.00
        S5/一般公共预算财政拨款支出 80.00
        S13/部门评价项目 个数=3个""",
        fails=(
            Wrong("S2/本年收入 101.00", "100.00"),
            Wrong("S2/本年收入#2 101.00", "101.00", "S2/本年收入/决算数"),
            Wrong(text=EVALUATED, blame="S13/部门评价项目/个数", severity="warning"),
        ),
        rounds="S2/本年收入 100.01",
        untried="S1\nS4",
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


def test_changes_that_do_not_add_up_are_left_open_where_a_part_tells_none():
    lines = "S3/本年支出 比上年增减额=6.00\nS3/基本支出 比上年增减额=10.00"
    (found,) = outcomes(book(lines), "D6")
    assert found.verdict == "not_checked"
    assert "项目支出" in found.note


def test_a_list_of_subjects_shorter_than_that_of_the_form_is_no_whole_but_one_of_more_money_is_wrong():
    lines = f"""S5/一般公共预算财政拨款支出 15.00
    S5/{PENSION}/机关事业单位基本养老保险缴费支出 7.00
    S5/{PENSION}/机关事业单位职业年金缴费支出 5.00
    T5/2080505 本年支出合计=7.00
    T5/2080506 本年支出合计=5.00
    T5/2210201 本年支出合计=3.00"""
    assert {one.verdict for one in outcomes(book(lines), "D9")} == {"not_checked"}
    assert verdicts(book(lines, f"S5/{PENSION}/机关事业单位职业年金缴费支出 9.00"), "D9") == {"fail"}


def test_a_class_that_is_printed_beside_items_of_it_is_not_added_to_them():
    lines = f"""S5/一般公共预算财政拨款支出 15.00
    S5/社会保障和就业支出 决算数=12.00 占比=80%
    S5/{PENSION}/机关事业单位基本养老保险缴费支出 12.00
    S5/住房保障支出 决算数=3.00 占比=20%"""
    assert verdicts(book(lines), "D9") == {"pass"}


def test_each_kind_of_purchase_is_told_as_a_share_of_its_own_kind():
    text = told("S11 货物采购授予中小企业合同金额占货物支出的 80%；服务采购授予中小企业合同金额占服务支出金额的 0%。")
    assert verdicts(book("S11/货物中小企业合同 占比=80%", text=text), "D12") == {"pass"}
