"""The labelled example reports agree with their text: what gold calls printed stands there, with its sign and unit."""

import csv
import importlib.util
import io
import re
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from extractor.load import load
from schemas.vocabulary import economic_names, economic_subjects, functional_subjects

EXAMPLES = Path(__file__).parent.parent / "examples"
FILES = ("heilongjiang.txt", "ningxia.md", "liaoning.docx", "shaanxi.html", "jiangxi.pdf", "shanghai.md", "xichuan.txt")
FIELDS = ("place", "row", "column", "state", "printed", "value", "unit", "start", "end", "note")

NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
FACTOR = {"万元": 10000}
DOWN = re.compile(r"(?:减少|下降|降低)(?:（\w+）)?$")
UP = re.compile(r"(?:增加|增长)(?:（\w+）)?$")
UNIT_BEHIND = r"[^\S\t]*(?:(?:万\s*)?元|%|批次?|人次|人(?!员)|个|家|辆|平方米|台\s*（套）|套（台）|分)"
UNITS = {"元", "万元", "%", "人", "个", "辆", "批次", "人次", "平方米", "台(套)", "分"}
SAME_UNIT = {"台（套）": "台(套)", "套（台）": "台(套)", "批": "批次", "家": "个"}
"""Printed units that the labels call by another word."""
PAGE_NUMBER = re.compile(r"— \d+ —\s*\f")

# Figures of the text that no label points at: targets and achievements in performance tables and prose,
# and one second print of a zero (支出决算为0元, stated in the list before).
UNLABELLED = {
    "heilongjiang.txt": [],
    "ningxia.md": ["0", "90"],
    "liaoning.docx": ["18.44", "80", "90"],
    "shaanxi.html": ["2.6", "96"],
    "jiangxi.pdf": ["4.2", "93"],
    "shanghai.md": ["97"],
    "xichuan.txt": [],
}

MONEY = "决算数 年初预算 调整预算 完成率 占比 比上年增减额 比上年增减率 比预算增减额 比预算增减率 上年决算数"
PEOPLE = "合计 行政 参公 事业 在职 离休 退休 离退休 其他 学生 养老保险基金发放的离退休"
INCOME = "财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入"
FUNDS = "一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款"
BALANCE = "本年收入 本年支出 收入总计 支出总计 收支总计 使用非财政拨款结余 年初结转和结余 结余分配 年末结转和结余"
FUND_INCOME = " ".join(f"{fund}收入" for fund in FUNDS.split())
SPENDING = "基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出 其他支出"
OUTLAYS = "工资福利支出 商品和服务支出 对个人和家庭的补助"
FISCAL = "财政拨款收入 财政拨款支出 财政拨款收支总计 年初财政拨款结转和结余 年末财政拨款结转和结余"
OFFICIAL = "因公出国（境）费 公务用车购置及运行维护费 公务用车购置费 公务用车运行维护费 公务接待费 会议费 培训费"
VEHICLES = (
    "车辆 部级领导干部用车 副省级以上领导干部用车 主要领导干部用车 领导干部用车 机要通信用车 应急保障用车 执法执勤用车 "
    "特种专业技术用车 离退休干部用车 一般公务用车 其他用车 购置车辆"
)
TOTALS = "本年收入合计 本年支出合计 使用非财政拨款结余 年初结转和结余 结余分配 年末结转和结余 收入总计 支出总计"

COLUMNS = {
    "S0": f"个数 行政单位个数 事业单位个数 二级预算单位个数 比上年增减 {PEOPLE} "
    + " ".join(f"{kind}比上年增减" for kind in PEOPLE.split()),
    "S7": f"{MONEY.replace('年初预算', '预算数')} 团组数 人次 购置数 保有量 批次",
    "S11": "预算数 决算数 占比",
    "S12": "数量 面积 价值",
    "S13": "个数 涉及资金 占比 覆盖率 平均得分 全年预算数 执行数 完成率 得分 下达金额 执行金额 执行率 分值 "
    "年初预算收入 年初预算支出 涉及一般公共预算支出 涉及政府性基金预算支出 涉及国有资本经营预算支出",
    "T1": "决算数",
    "T2": f"本年收入合计 事业收入其中教育收费 {INCOME}",
    "T3": f"本年支出合计 {SPENDING}",
    "T4": f"决算数 合计 {FUNDS}",
    "T5": "本年支出合计 基本支出 项目支出",
    "T6": "决算数",
    "T7": "预算数 决算数",
    "T8": "年初结转和结余 本年收入 本年支出 基本支出 项目支出 年末结转和结余",
}
ROWS = {
    "S0": "决算单位 内设机构 人员编制 实有人员",
    "S1": f"{BALANCE} {INCOME} {FUND_INCOME} {SPENDING} {OUTLAYS}",
    "S2": f"{BALANCE} {INCOME} {FUND_INCOME}",
    "S3": f"{BALANCE} {SPENDING} {OUTLAYS}",
    "S4": f"{FISCAL} 基本支出 项目支出",
    "S5": "一般公共预算财政拨款收入 一般公共预算财政拨款支出 年初结转和结余 年末结转和结余 基本支出 项目支出",
    "S6": "基本支出 人员经费 公用经费",
    "S7": f"三公经费 国内公务接待 国（境）外公务接待 外事接待 {OFFICIAL}",
    "S8": "政府性基金收入 政府性基金支出 政府性基金收支 年初结转和结余 年末结转和结余",
    "S9": "国有资本经营收入 国有资本经营支出 国有资本经营收支 年初结转和结余 年末结转和结余",
    "S10": "机关运行经费",
    "S11": "政府采购支出 货物支出 工程支出 服务支出 中小企业合同 小微企业合同 货物中小企业合同 工程中小企业合同 "
    "服务中小企业合同 预留中小企业 预留小微企业 预留中小企业项目中标 预留小微企业项目中标 其他项目中小企业中标",
    "S12": f"{VEHICLES} 房屋 办公用房 业务用房 其他房屋 单价50万元以上通用设备 单价100万元以上专用设备 "
    "单价100万元以上设备 购置50万元以上通用设备 购置100万元以上专用设备",
    "S13": "一级项目 二级项目 绩效自评项目 部门评价项目 一般公共预算项目 政府性基金项目 国有资本经营项目 省级项目 "
    "部门整体支出 项目合计 附件:预算 附件:总评价 编报绩效目标项目 绩效跟踪评价项目 绩效评级为优 绩效评级为良 "
    "绩效评级为合格 绩效评级为不合格 发现问题 已经完成整改 正在整改",
    "T1": f"{TOTALS} {FUND_INCOME} {INCOME}",
    "T4": f"{FUNDS} 年初财政拨款结转和结余 年末财政拨款结转和结余 {TOTALS} "
    + " ".join(f"年初:{fund}" for fund in FUNDS.split()),
    "T6": "人员经费合计 公用经费合计",
    "T7": f"合计 {OFFICIAL}",
    "T9": "本年支出 基本支出 项目支出",
}


def words(table: dict[str, str], place: str, otherwise: str = "") -> set[str]:
    return set(table.get(place, otherwise).split())


@cache
def classes() -> set[str]:
    return {subject.name for subject in functional_subjects() if subject.level == "类"}


def is_row(place: str, row: str, text: str) -> bool:
    """Whether the dictionary knows `row` in `place`; names it takes as printed have to stand in `text`."""
    row = re.sub(r"#\d+$", "", row)
    if row in words(ROWS, place):
        return True
    if place == "S5" and "/" in row:
        marked = zip(row.split("/"), ("（类）", "（款）", "（项）"), strict=False)
        return all(name + mark in text for name, mark in marked)
    if place == "S5":
        return row in classes() or row in text
    if place == "S13":
        kind, _, name = row.partition(":")
        return kind in {"项目", "附件"} and name in text
    if place in {"S6", "S10"}:
        return row in economic_names()
    if place in {"S4", "T1", "T4"}:
        return row in classes()
    if place in {"T2", "T3", "T5", "T8"}:
        return row == "合计" or (re.fullmatch(r"\d{3}|\d{5}|\d{7}", row) is not None and row in text)
    return place == "T6" and row in {subject.code for subject in economic_subjects()}


@cache
def read(name: str) -> tuple[str, tuple[dict[str, str], ...]]:
    with (EXAMPLES / "gold" / f"{Path(name).stem}.csv").open(encoding="utf-8", newline="") as file:
        return load(EXAMPLES / name).text, tuple(csv.DictReader(file))


def printed_rows(name: str) -> list[dict[str, str]]:
    return [row for row in read(name)[1] if row["state"] in {"value", "unscored"}]


def is_figure(text: str, start: int, end: int) -> bool:
    """Whether a number is a figure and no ordinal, year or threshold: a unit stands behind it, or it fills a cell."""
    return (
        text[start - 1] == "\t"
        or fills_a_printed_cell(text, start, end)
        or (
            re.match(UNIT_BEHIND, text[end : end + 12]) is not None
            and re.match(r"\s*万\s*元\s*以\s*上", text[end : end + 12]) is None
        )
    )


def fills_a_printed_cell(text: str, start: int, end: int) -> bool:
    """Whether the number stands in a table row of a PDF: a name and numbers between blanks; 行次 has no decimals."""
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end)]
    row = re.fullmatch(r"\S+(?: [\d,.]+){2,}", line)
    return row is not None and text[start - 1] == " " and "." in text[start:end]


@cache
def spans(name: str) -> list[tuple[int, int]]:
    """Where each printed row stands: its own offsets, else the next such figure in reading order."""
    text, _ = read(name)
    rows = printed_rows(name)
    if all(row["start"] for row in rows):
        return [(int(row["start"]), int(row["end"])) for row in rows]
    tokens = (token for token in NUMBER.finditer(text) if is_figure(text, *token.span()))
    found = []
    for row in rows:
        token = next((token for token in tokens if token.group() == row["printed"]), None)
        assert token is not None, f"{row['place']}/{row['row']}/{row['column']}: {row['printed']} not in order"
        found.append(token.span())
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_printed_figure_stands_in_the_text_in_the_order_of_the_labels(name):
    text, _ = read(name)
    places = spans(name)
    slices = [re.sub(r"\s", "", text[start:end]) for start, end in places]
    assert slices == [row["printed"] for row in printed_rows(name)]
    assert places == sorted(places)
    scored = [(place, row) for place, row in zip(places, printed_rows(name), strict=True) if row["state"] == "value"]
    readings = dict(scored)
    assert len(readings) == len(scored), "one printed number is scored once"
    for place, row in zip(places, printed_rows(name), strict=True):
        reading = readings.get(place, row)
        assert (reading["column"], reading["value"]) == (row["column"], row["value"]), (
            "other readings differ in the row"
        )


@pytest.mark.parametrize("name", ["heilongjiang.txt", "ningxia.md", "shanghai.md"])
def test_text_reports_carry_offsets_that_count_in_the_file_itself(name):
    assert read(name)[0] == (EXAMPLES / name).read_text(encoding="utf-8")
    assert all(row["start"] and row["end"] for row in printed_rows(name))


@pytest.mark.parametrize("name", FILES)
def test_a_value_is_the_printed_figure_times_its_unit_and_signed_by_the_word_before_it(name):
    text, _ = read(name)
    for row, (start, _end) in zip(printed_rows(name), spans(name), strict=True):
        key = f"{row['place']}/{row['row']}/{row['column']}"
        before = re.sub(r"\s", "", PAGE_NUMBER.sub("", text[max(0, start - 30) : start]))
        before = re.sub(r"(增加|增长|减少|下降|降低)（\w{2}）$", r"\1", before)
        magnitude = Decimal(row["printed"].replace(",", "")) * FACTOR.get(row["unit"], 1)
        assert Decimal(row["value"]) == (-magnitude if DOWN.search(before) else magnitude), key
        assert "增减" in row["column"] or not (UP.search(before) or DOWN.search(before)), key


@pytest.mark.parametrize("name", FILES)
def test_a_unit_is_the_one_printed_behind_the_figure(name):
    text, _ = read(name)
    for row, (_start, end) in zip(printed_rows(name), spans(name), strict=True):
        assert row["unit"] in UNITS
        behind = re.match(UNIT_BEHIND, text[end : end + 12])
        if behind:
            unit = re.sub(r"\s", "", behind.group())
            assert row["unit"] == SAME_UNIT.get(unit, unit), row


@pytest.mark.parametrize("name", FILES)
def test_no_key_is_labelled_twice(name):
    keys = [(row["place"], row["row"], row["column"]) for row in read(name)[1]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", FILES)
def test_a_repeated_key_is_numbered_and_unscored_where_it_says_the_same(name):
    rows = {(row["place"], row["row"], row["column"]): row for row in read(name)[1]}
    for (place, row, column), fact in rows.items():
        first = rows.get((place, row.removesuffix("#2"), column))
        if row.endswith("#2") and first:
            assert (fact["state"] == "unscored") == (fact["value"] == first["value"])


@pytest.mark.parametrize("name", FILES)
def test_rows_and_columns_are_words_of_the_dictionary(name):
    text, rows = read(name)
    squeezed = re.sub(r"\s", "", text)
    for row in rows:
        assert tuple(row) == FIELDS
        if row["state"] == "declared_empty":
            assert (row["row"], row["column"], row["printed"], row["value"]) == ("空表", "声明", "", "")
            continue
        assert is_row(row["place"], row["row"], squeezed), row
        assert row["column"] in words(COLUMNS, row["place"], MONEY), row


@pytest.mark.parametrize("name", FILES)
def test_no_figure_of_the_accounts_is_left_without_a_label(name):
    text, _ = read(name)
    begin = text.rindex("二、机构设置") if name != "shaanxi.html" else text.index("二、部门决算单位构成")
    glossary = re.search(r"第[三四]部分\s*(?:专业)?名词解释", text[begin:])
    assert glossary
    # Rejoin numbers cut by a line wrap, so that both halves are one token; offsets stay true.
    token = re.compile(r"(?<![\d.])\d(?:[\d,]|(?:\s*\n\s*)(?=[\d.])|\.\s*\d)*" if name.endswith("txt") else NUMBER)
    labelled = spans(name)
    said = {row["printed"].lstrip("+-") for row in printed_rows(name)}
    left = []
    for number in token.finditer(text, begin):
        start, end = number.span()
        digits = re.sub(r"\s", "", number.group())
        counts = "." in digits or (text[start - 1] != "\t" and is_figure(text, start, end))
        repeat = digits in said and len(digits) > 2
        if counts and not repeat and not any(a < end and start < b for a, b in labelled):
            left.append(digits)
    assert sorted(left) == UNLABELLED[name]


def test_every_section_kind_is_met_in_the_examples():
    met = {row["place"] for name in FILES for row in read(name)[1]}
    assert {f"S{number}" for number in range(14)} | {f"T{number}" for number in range(1, 10)} == met


def test_every_example_is_described():
    with (EXAMPLES / "gold" / "documents.csv").open(encoding="utf-8", newline="") as file:
        described = {row["doc"]: row for row in csv.DictReader(file)}
    assert list(described) == [Path(name).stem for name in FILES]
    for name in FILES:
        row = described[Path(name).stem]
        text = re.sub(r"\s", "", read(name)[0])
        assert row["unit_name"] in text
        assert f"{row['fiscal_year']}年度" in text


def builder(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pdf_report_is_what_its_source_builds():
    build_pdf = builder("build_pdf")
    built = build_pdf.build(build_pdf.SOURCE.read_text(encoding="utf-8"))
    assert built == build_pdf.TARGET.read_bytes()


def test_the_pdf_report_loses_no_character_of_its_source():
    build_pdf = builder("build_pdf")
    source = re.sub(r"(?m)^(?:## |# |~ |---$)|\s", "", build_pdf.SOURCE.read_text(encoding="utf-8"))
    assert re.sub(r"\s", "", PAGE_NUMBER.sub("", read("jiangxi.pdf")[0])) == source


def test_the_word_report_is_what_its_source_builds():
    build_docx = builder("build_docx")
    built = build_docx.build(build_docx.SOURCE.read_text(encoding="utf-8"))
    assert parts(built) == parts(build_docx.TARGET.read_bytes())


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
