from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import BudgetReport, NotAnAccount, ScannedInput
from extractor.load import load, load_bytes, require_final_account

SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))

BUDGET = """青禾市水务局2024年部门预算

第一部分 部门概况
一、主要职责
负责编制部门预算和决算草案，2022年部门决算已按规定公开。
第二部分 2024年部门预算表
部门收支总表
部门收入总表
部门支出总表
财政拨款收支总表
一般公共预算支出表
一般公共预算“三公”经费支出表
第三部分 2024年部门预算情况说明
一、2024年部门收支预算总体情况说明
2024年收入预算930.00万元，支出预算930.00万元，比上年决算数增加20.00万元。
二、一般公共预算拨款支出预算情况说明
行政运行2024年预算安排500.00万元，比上年预算增加10.00万元。
三、“三公”经费预算情况说明
2024年预算安排公务接待费2.00万元。
"""


def check(text: str, name: str = "报告.txt") -> None:
    require_final_account(load_bytes(text.encode(), name))


def test_a_final_account_passes(final_account: str) -> None:
    check(final_account)


def test_the_file_name_decides_nothing(final_account: str) -> None:
    check(final_account, "2023年部门预算.txt")
    with pytest.raises(BudgetReport):
        check(BUDGET, "2023年部门决算.txt")


def test_a_missing_title_page_does_not_matter(final_account: str) -> None:
    check(final_account[final_account.index("第三部分") :])
    check(final_account[final_account.index("二、一般公共预算财政拨款支出") :])


def test_titles_broken_over_lines_and_traditional_characters_are_known(final_account: str) -> None:
    check("\n".join(final_account.replace("\n", "")[at : at + 3] for at in range(0, len(final_account), 3)))
    check(final_account.replace("决算", "決算").replace("预算", "預算"))


def test_many_words_about_budgets_do_not_make_a_budget(final_account: str) -> None:
    talk = "公开预决算和“三公”经费预算，加强部门预算管理，比2023年预算减少1.00万元，年初预算安排2.00万元。\n"
    check(final_account + talk * 4)
    check(final_account + "预算执行、预决算、三公经费预算、部门预算编制、全年预算数、预算绩效管理。\n" * 200)


def test_a_report_of_tables_alone_passes() -> None:
    check(
        "收入支出决算总表\n公开01表\n项目\t决算数\t项目\t决算数\n一、财政拨款\t12.00\t一、教育\t12.00\n总计\t12.00\t总计\t12.00\n"
    )


def test_a_budget_is_refused_with_a_remedy() -> None:
    with pytest.raises(BudgetReport) as caught:
        check(BUDGET)
    assert caught.value.where == "报告.txt"
    assert "决算" in caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "青禾市召开粮食安全工作会议，会议要求各区县抓好秋粮收购，全年安排资金30.00万元、5.20万元、8万元。",
        "部门决算管理办法：第一条 各部门应当编制部门决算，报表包括收入支出决算表。第二条 部门决算公开应当及时。",
        "青禾市粮食局2023年度部门决算公开\n附件：2023年度部门决算.pdf",
        "甲乙丙丁",
    ],
)
def test_what_states_no_account_is_refused(text: str) -> None:
    with pytest.raises(NotAnAccount) as caught:
        check(text)
    assert "附件" in caught.value.remedy


def test_a_scan_behind_a_readable_cover_is_called_a_scan(make_pdf: Callable[..., bytes]) -> None:
    cover = ["青禾市粮食和物资储备局2023年度部门决算公开报告（经市财政局审核，现予公开，欢迎社会各界监督）"]
    document = load_bytes(make_pdf([cover, ["<scan>"], ["<scan>"]]), "a.pdf")
    with pytest.raises(ScannedInput, match="第 2-3 页"):
        require_final_account(document)


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="../shared is not here")
def test_the_real_reports_pass_whole_and_in_parts() -> None:
    for path in SEEDS:
        document = load(path)
        assert document.text == path.read_text("utf-8")
        require_final_account(document)
        half = len(document.text) // 2
        check(document.text[half:])
        check(document.text[half // 2 :])
