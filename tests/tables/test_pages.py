"""A form's table over several pages: the header that the first page has, or half of it."""

from tests.tables.printed import form_of, shown, tabs

UNIT = ["编制单位：云溪县档案馆", "", "", "", "公开05表", "", ""]
TITLE = ["项目", "", "", "", "本年支出合计", "基本支出", "项目支出"]
BELOW = [["功能分类科目编码", "", "", "科目名称", "", "", ""], ["类", "款", "项", "栏次", "1", "2", "3"]]
BODY = [
    ["", "", "", "合计", "15.00", "", "15.00"],
    ["201", "", "", "一般公共服务支出", "15.00", "", "15.00"],
    ["20103", "", "", "政府办公厅（室）及相关机构事务", "15.00", "", "15.00"],
    ["2010302", "", "", "一般行政管理事务", "15.00", "", "15.00"],
]


def test_a_header_torn_by_the_end_of_a_page_heads_the_table_on_the_next_page() -> None:
    whole = shown(form_of("T5", tabs([UNIT, TITLE, *BELOW, *BODY])).reading)
    torn = shown(form_of("T5", tabs([UNIT, TITLE]) + "\f" + tabs([*BELOW, *BODY])).reading)
    assert torn == whole
    assert whole["2010302"] == {"本年支出合计": "15.00", "项目支出": "15.00"}


def test_the_last_half_of_a_torn_header_may_be_the_numbers_of_the_columns() -> None:
    head = [["编制单位：云溪县档案馆", "", "公开07表"], ["项目", "预算数", "决算数"]]
    rest = [["栏次", "1", "2"], ["合计", "6.00", "5.00"], ["公务接待费", "6.00", "5.00"]]
    torn = shown(form_of("T7", tabs(head) + "\f" + tabs(rest)).reading)
    assert torn == shown(form_of("T7", tabs([*head, *rest])).reading)
    assert torn["公务接待费"] == {"预算数": "6.00", "决算数": "5.00"}


def test_a_table_that_goes_on_without_a_header_takes_the_one_before() -> None:
    split = shown(form_of("T5", tabs([UNIT, TITLE, *BELOW, *BODY[:2]]) + "\f" + tabs(BODY[2:])).reading)
    assert split == shown(form_of("T5", tabs([UNIT, TITLE, *BELOW, *BODY])).reading)


def test_the_upper_half_of_a_torn_header_may_say_the_measures_over_items_that_stand_twice() -> None:
    unit = ["编制单位：云溪县档案馆", "", "", "公开07表", "", ""]
    upper = ["2031年度预算数", "", "", "2031年度决算数", "", ""]
    rest = [["合计", "公务接待费", "因公出国（境）费"] * 2, ["6.00", "6.00", "", "5.00", "5.00", ""]]
    torn = shown(form_of("T7", tabs([unit, upper]) + "\f" + tabs(rest)).reading)
    assert torn["公务接待费"] == {"预算数": "6.00", "决算数": "5.00"}


def test_an_empty_table_leaves_its_header_to_none_that_has_the_same() -> None:
    whole = [UNIT, TITLE, *BELOW]
    twice = shown(form_of("T5", tabs(whole) + "\f" + tabs([*whole, *BODY])).reading)
    assert twice == shown(form_of("T5", tabs([*whole, *BODY])).reading)
