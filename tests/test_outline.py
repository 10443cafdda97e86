"""Sections by title, however a province words, numbers and nests them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.outline import classify, outline
from schemas.document import Document, Page

BODY = "本馆2031年度有关数字为100.00万元，比上年增加1.00万元。"


def document(text: str) -> Document:
    return Document(
        name="report.txt",
        sha256="0",
        media_type="text/plain",
        text=text,
        pages=(Page(number=1, start=0, end=len(text)),),
    )


def found(text: str) -> list[tuple[str, str]]:
    """(place, body without white space) of each section."""
    return [(s.place, "".join(text[s.start : s.end].split())) for s in outline(document(text))]


def placed(text: str) -> list[str]:
    return [place for place, _ in found(text) if place[0] in "ST" and place[1:].isdigit()]


def report(titles: str) -> str:
    """A title a line, each with a body but those marked with `*`, which have parts of their own."""
    lines = titles.strip().splitlines()
    return "".join(f"{line.strip('*')}\n" + ("" if line.endswith("*") else BODY + "\n") for line in lines)


SECTIONS = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14"]
PROVINCES = {
    "numbers behind one another, other matters nested": (
        """第一部分 部门概况*
一、部门职责
二、机构设置
第三部分 2031年度部门决算情况说明*
一、收入支出决算总体情况说明
二、收入决算情况说明
三、支出决算情况说明
四、财政拨款收入支出决算总体情况说明
五、一般公共预算财政拨款支出决算情况说明*
（一）一般公共预算财政拨款支出决算总体情况
（二）一般公共预算财政拨款支出决算结构情况
（三）一般公共预算财政拨款支出决算具体情况
六、一般公共预算财政拨款基本支出决算情况说明
七、一般公共预算财政拨款“三公”经费支出决算情况说明*
（一）“三公”经费财政拨款支出决算总体情况说明
（二）“三公”经费财政拨款支出决算具体情况说明
八、政府性基金预算财政拨款收入支出决算情况说明
九、国有资本经营预算财政拨款支出决算情况说明
十、其他重要事项的情况说明*
（一）机关运行经费支出情况
（二）政府采购支出情况
（三）国有资产占有使用情况
（四）预算绩效管理情况
第四部分 名词解释""",
        ["S0", "S0", *SECTIONS],
    ),
    "增减变化 titles": (
        """一、单位构成情况说明
二、2031年度收入支出总体增减变化情况说明
三、2031年度各项收入增减变化情况说明
四、2031年度各项支出增减变化情况说明
五、一般公共预算财政拨款支出增减变化情况说明
六、一般公共预算财政拨款基本支出情况说明
七、一般公共预算“三公”经费支出增减变化情况说明
八、政府性基金预算财政拨款收入支出增减变化情况说明
九、国有资本经营预算财政拨款收入支出增减变化情况说明
十、机关运行经费执行情况说明
十一、政府采购支出情况说明
十二、国有资产占有使用情况说明
十三、预算绩效情况说明""",
        ["S0", "S1", "S2", "S3", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13"],
    ),
    "关于 titles in several parts": (
        """第一部分：基本情况*
一、部门主要职能
二、部门和所属预算单位机构设置情况
三、人员构成情况
第二部分：2031年度部门决算情况说明*
一、2031年度收入支出决算总体及增减变动情况
二、2031年度财政拨款支出决算情况
三、2031年度一般公共预算财政拨款安排的“三公”经费支出决算及增减变动情况说明
四、2031年度政府性基金支出决算情况
五、2031年度国有资本经营预算支出决算情况
第三部分：其他重要事项情况说明*
一、关于机关运行经费支出说明
二、关于政府采购支出说明
三、关于国有资产占用情况说明
四、关于2031年度预算绩效情况的说明
第四部分：名词解释""",
        ["S0", "S0", "S0", "S1", "S4", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14"],
    ),
    "（一）（二） under 一、": (
        """一、部门基本情况
二、2031年度部门决算情况说明*
（一）收入支出决算总体情况说明
（二）收入决算情况说明
（三）支出决算情况说明
（四）财政拨款收入支出决算总体情况说明
（五）一般公共预算财政拨款支出决算情况说明
（七）政府性基金预算财政拨款收入支出决算情况说明
（八）国有资本经营预算财政拨款支出决算情况说明
（九）“三公”经费支出决算情况说明
（十）机关运行经费支出说明
（十一）政府采购支出说明
（十二）国有资产占用情况说明
（十三）预算绩效情况说明
三、名词解释""",
        ["S0", "S1", "S2", "S3", "S4", "S5", "S8", "S9", "S7", "S10", "S11", "S12", "S13", "S14"],
    ),
    "income and spending first, no overview": (
        """一、收入决算情况说明
二、支出决算情况说明
三、财政拨款支出决算情况说明
四、一般公共预算财政拨款基本支出决算情况说明
五、一般公共预算财政拨款“三公”经费支出决算情况说明
六、机关运行经费支出情况说明
七、政府采购支出情况说明
八、国有资产占用情况说明
九、预算绩效情况说明""",
        ["S2", "S3", "S4", "S6", "S7", "S10", "S11", "S12", "S13"],
    ),
}


@pytest.mark.parametrize("province", PROVINCES)
def test_titles_of_each_province_open_their_sections(province):
    titles, expected = PROVINCES[province]
    assert placed(report(titles)) == expected


@given(st.lists(st.sampled_from([*PROVINCES["增减变化 titles"][0].splitlines(), BODY, "", "\t1\t2", "第四部分 附件"])))
def test_sections_come_in_order_and_hold_every_sentence_once(lines):
    text = "\n".join(lines)
    sections = outline(document(text))
    ends = [0, *(section.end for section in sections)]
    assert all(section.title_start <= section.start <= section.end for section in sections)
    assert all(section.title_start >= end for section, end in zip(sections, ends, strict=False))
    held = "".join(text[section.start : section.end] for section in sections)
    assert held.count(BODY) == text.count(BODY)


def test_a_title_wrapped_over_two_lines_is_one_title():
    text = f"九、国有资本经营预算财政拨款收入支出增减变化情况说\n明\n{BODY}\n十、“三公”经费支出决算\n情况说明\n{BODY}\n"
    assert found(text) == [("S9", BODY), ("S7", BODY)]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("表十 财政拨款“三公”经费、会议费、培\n训费支出决算表", "T7"),
        ("表十 财政拨款“三公”经费、\n会议费、培训费支出决算表", "T7"),
        ("公开08表\n一般公共预算基本支出决算表（经济\n科目）", "T6"),
    ],
)
def test_the_title_of_a_form_may_be_wrapped_anywhere(lines, place):
    text = f"{lines}\n项目\t决算数\n合计\t75.55\n"
    assert [name for name, _ in found(text) if name.startswith("T")] == [place]


@pytest.mark.parametrize("leader", ["........12", "……12", "···· 12", " 12", ""])
def test_a_table_of_contents_loses_against_the_real_titles(leader):
    titles = ["一、收入支出决算总体情况说明", "二、收入决算情况说明", "三、支出决算情况说明"]
    text = "目 录\n" + "".join(f"{t}{leader}\n" for t in titles) + "第三部分 决算说明\n"
    text += "".join(f"{t}\n{BODY}\n" for t in titles)
    assert [section for section in found(text) if section[0] in {"S1", "S2", "S3"}] == [
        ("S1", BODY),
        ("S2", BODY),
        ("S3", BODY),
    ]


def test_explained_terms_stay_apart_from_the_account():
    terms = "一、财政拨款收入：指本级财政拨付的资金。\n二、基本支出：指日常支出。\n三、机关运行经费：指公用经费。\n"
    assert found("第四部分 名词解释\n" + terms) == [("S14", "".join(terms.split()))]


FORMS = {
    "T1": "收入支出决算总表",
    "T2": "收入决算表",
    "T3": "支出决算表",
    "T4": "财政拨款收入支出决算总表",
    "T5": "一般公共预算财政拨款支出决算表",
    "T6": "一般公共预算财政拨款基本支出决算表",
    "T7": "一般公共预算财政拨款“三公”经费支出决算表",
    "T8": "政府性基金预算财政拨款收入支出决算表",
    "T9": "国有资本经营预算财政拨款支出决算表",
    "T10": "国有资产占用情况表",
}
ROWS = "公开01表\n项目\t行次\t决算数\n一、一般公共预算财政拨款收入\t1\t100.00\n（一）事业收入\t2\t0.00\n"


@pytest.mark.parametrize("ordinal", ["", "一、", "三、"])
def test_forms_are_found_by_title_in_any_order(ordinal):
    text = "".join(f"{ordinal}{title}\n{ROWS}" for title in reversed(FORMS.values()))
    assert placed(text) == list(reversed(FORMS))


def test_rows_with_an_ordinal_of_their_own_are_no_sections():
    more = "\t四、上级补助收入\n\t4\n八、社会保障和就业支出\n"
    text = f"收入支出决算总表\n{ROWS}{more}第三部分 说明\n二、收入决算情况说明\n{BODY}\n"
    assert placed(text) == ["T1", "S2"]


def test_half_width_brackets_and_markdown_titles_are_titles():
    text = f"### 十、其他重要事项情况说明\n(一)机关运行经费支出情况\n{BODY}\n**(二)政府采购支出情况**\n{BODY}\n"
    assert placed(text) == ["S10", "S11"]


def test_what_has_no_place_is_kept_as_other():
    text = report("一、收入支出决算总体情况说明\n二、政府购买服务情况\n三、名词解释")
    assert [place for place, _ in found(text)] == ["S1", "other", "S14"]


def test_a_sentence_that_begins_with_an_ordinal_is_no_title():
    text = f"五、一般公共预算财政拨款支出决算情况说明\n{BODY}\n（一）机关运行经费支出100.00万元，比上年增加。\n{BODY}\n"
    assert placed(text) == ["S5"]


@pytest.mark.parametrize("text", ["", "Annual report of an archive.\nRevenue was 100 yuan.\n", "附件\n"])
def test_a_text_without_sections_has_no_places(text):
    assert placed(text) == []
    assert outline(document(text))[-1].end == len(text)


@pytest.mark.parametrize("title", ["一、收入支出决算总体情况说明", "收支决算总体情况"])
def test_a_title_classifies_by_its_words_alone(title):
    assert classify(title) == "S1"


def test_year_and_bracket_are_no_part_of_a_title():
    assert classify("四、2031年度国有资产占用情况（单位：万元）") == "S12"
    assert classify("政策落实情况") is None


WORDINGS = {
    "title and text in one paragraph": (
        f"九、国有资本经营支出情况说明\n无。\n十、其他重要事项的情况说明\n（一）机关运行经费支出情况。{BODY}\n",
        ["S9", "S10"],
    ),
    "title, colon and text in one paragraph": (f"一、收入支出决算总体情况说明：{BODY}\n", ["S1"]),
    "（六）基本支出 behind （五）一般公共预算支出": (
        report("（五）一般公共预算财政拨款支出决算情况说明\n（六）一般公共预算财政拨款基本支出决算情况说明"),
        ["S5", "S6"],
    ),
    "（一）基本支出情况 inside 支出决算": (
        report("二、支出决算情况说明*\n（一）基本支出情况\n（二）项目支出情况"),
        ["S3"],
    ),
    "a form's title with its year": (f"2031年度收入支出决算总表\n{ROWS}", ["T1"]),
    "a form's title with its number": (f"表1 收入支出决算总表\n{ROWS}附表2：收入决算表\n{ROWS}", ["T1", "T2"]),
    "a form's title with 公开01表 behind": (f"收入支出决算总表（公开01表）\n{ROWS}", ["T1"]),
    "收入支出情况": (report("一、2031年度收入支出情况"), ["S1"]),
    "arabic section numbers": (report("1.收入支出决算总体情况说明\n2.收入决算情况说明"), ["S1", "S2"]),
    "a bare title": (report("2031年度收入支出决算总体情况说明"), ["S1"]),
    "spaced ordinals (OCR)": (report("一 、收 入 支 出 决 算 总 体 情 况 说 明"), ["S1"]),
    "general spending is no S3": (report("三、支出决算情况说明\n十一、一般性支出情况说明"), ["S3"]),
    "services bought are no S3": (report("六、政府购买服务支出说明"), []),
    "会议费 alone": (report("八、会议费支出情况说明\n九、培训费支出情况说明"), ["S7", "S7"]),
    "cars and equipment": (report("十二、车辆及大型设备情况"), ["S12"]),
    "部门概况 of an annex": ("第四部分 附件\n部门整体支出绩效自评报告\n一、部门概况\n" + BODY + "\n", []),
}


@pytest.mark.parametrize("case", WORDINGS)
def test_titles_of_other_provinces(case):
    text, expected = WORDINGS[case]
    assert placed(text) == expected
