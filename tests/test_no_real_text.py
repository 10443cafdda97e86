"""Nothing of the real reports is in the repository: no passage of 12 characters, code lists and row names excepted.

What the Ministry of Finance prescribes is no text of a report: names of subjects and rows, titles of forms and
sections, heads of the forms' columns. They are taken out of a shared run; where 12 Chinese characters are left,
somebody copied a sentence.
"""

import csv
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from extractor.load import load
from schemas.vocabulary import economic_subjects, functional_subjects, places

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
GOLDEN = ROOT.parent / "shared" / "golden"
RECORDED = ROOT / "cassettes" / "seeds"
LABELS = ROOT / "evals" / "suites" / "real"
LENGTH = 12

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not in this repository"),
]

# The words titles are built of, from the outline every province derives its template from: 收入支出决算总体情况说明,
# 一般公共预算财政拨款“三公”经费支出决算表, 国有资产占有使用情况说明 ...
_TITLE_WORDS = (
    "一般公共预算|政府性基金预算|国有资本经营预算|财政拨款|当年拨款|“三公”经费|会议费|培训费|机关运行经费|政府采购|因公出国（境）|公务用车购置费用"
    "|国有资产占有使用|国有资产占用|购置|预算绩效管理工作开展|预算绩效|绩效管理工作开展|绩效评价工作开展|管理工作开展|部门整体支出绩效自评"
    "|部门决算中项目绩效自评|其他重要事项的|按功能分类|收支|收入|支出|决算|基本|增减变化|总体|执行|部门|年度|及|、"
)
TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"第[一二三四五六七]部分(?:部门概况|单位概况|名词解释|附件)?",
        r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]",
        rf"(?:{_TITLE_WORDS})+(?:总体|构成)?(?:情况|结果)(?:的)?(?:说明)?",
        rf"(?:{_TITLE_WORDS})+(?:公开报)?(?:总|明细)?表",
        r"(?:部门|单位)?(?:主要职责|机构设置|人员构成|概况|名词解释|目录)|整体绩效自评表|项目绩效目标自评表",
    )
)
"""Of sections and forms, with their ordinals."""
CELLS = tuple(
    re.compile(pattern)
    for pattern in (
        r"公开\d+表|金额单位：(?:万元|元)|公开部门：|行次|栏次|金额|项目|合计|小计|总计|科目编码|功能分类科目|科目名称|预算数|决算数",
        r"下达|执行率|分值|得分|[一二三]级指标|年度指标值|实际完成值|服务对象满意度指标|满意度指标",
        r"同比增减额|同比\+、-%|增减变化原因|部门年初预算(?:收入|支出)金额",
        r"(?:单价|单位价值)\d+万元(?:（含）)?以上(?:的)?(?:通用|专用)?设备|公务用车(?:购置|运行)(?:维护)?费|国有资本经营预算(?:财政拨款)?(?:收入|支出)?",
        r"(?:一般公共|政府性基金)预算(?:财政拨款)?(?:本年)?(?:收入|支出|收支|项目)?",
        r"(?:年初|年末)(?:一般公共预算)?(?:财政拨款)?结转和结余",
    )
)
"""Heads of the forms and of the annex, and rows as the forms print them: cells, not sentences."""


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def seed_grams() -> frozenset[str]:
    texts = [squeezed(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    return frozenset(text[at : at + LENGTH] for text in texts for at in range(len(text) - LENGTH + 1))


@cache
def listed_names() -> frozenset[str]:
    """Names of the code lists, the places and the rows; a name of three characters excuses nothing."""
    subjects = [*functional_subjects(), *economic_subjects()]
    names = {name for subject in subjects for name in (subject.name, *subject.old_names)}
    names |= {place.name for place in places()}
    rows = (ROOT / "schemas/data/rows.toml").read_text("utf-8")
    names |= set(re.findall(r'^"([^"]+)" =', rows, re.MULTILINE))
    with (ROOT / "schemas/data/indicators.csv").open(encoding="utf-8") as file:
        names |= {row["name"] for row in csv.DictReader(file)}
    return frozenset(squeezed(name) for name in names if len(squeezed(name)) >= 4)


@cache
def golden_rows() -> frozenset[str]:
    """Names of the rows that the labels of the real reports know, their projects among them."""
    rows: set[str] = set()
    for path in GOLDEN.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows.update(fact["row"] for fact in csv.DictReader(file) if "row" in fact)
    names = {squeezed(name) for row in rows for name in re.sub(r"^(?:项目|附件):", "", row).split("/")}
    return frozenset(name for name in names if len(name) >= 4)


@cache
def golden_units() -> frozenset[str]:
    """Names of the departments that the real reports are of: what a label of a report's identity has to say."""
    with (GOLDEN / "documents.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["unit_name"] for row in csv.DictReader(file))


def excused(path: Path) -> frozenset[str]:
    """Return the names that may stand in `path`: recorded answers on real reports name the rows they are of, and so do
    their labels, which name the departments too."""
    if path.is_relative_to(LABELS):
        return listed_names() | golden_rows() | golden_units()
    return listed_names() | golden_rows() if path.is_relative_to(RECORDED) else listed_names()


def shared_runs(text: str) -> Iterator[str]:
    """Yield the longest stretches of `text` all of whose 12-character windows stand in a real report."""
    grams, at = seed_grams(), 0
    while at + LENGTH <= len(text):
        end = at
        while end + LENGTH <= len(text) and text[end : end + LENGTH] in grams:
            end += 1
        if end > at:
            yield text[at : end + LENGTH - 1]
        at = max(at + 1, end + LENGTH - 1 if end > at else 0)


def copied(run: str, names: frozenset[str] | None = None) -> str:
    """Return the Chinese characters of a run that neither `names` (the lists') nor a title accounts for."""
    for pattern in TITLES:  # before the names: a title is built of them
        run = pattern.sub(" ", run)
    for name in sorted(listed_names() if names is None else names, key=len, reverse=True):
        run = run.replace(name, " ")
    for pattern in CELLS:
        run = pattern.sub(" ", run)
    return "".join(re.findall(r"[\u4e00-\u9fff]", run))


def repository_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return [path for name in listing.stdout.decode().splitlines() if (path := ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    if path.suffix in {".docx", ".pdf"}:
        return load(path).text
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def test_no_file_of_the_repository_holds_a_passage_of_a_real_report():
    offending = [
        f"{path.relative_to(ROOT)}: {run}"
        for path in repository_files()
        if (text := text_of(path)) is not None
        for run in dict.fromkeys(shared_runs(squeezed(text)))
        if len(copied(run, excused(path))) >= LENGTH
    ]
    assert not offending, "\n" + "\n".join(offending)


def test_a_sentence_of_a_real_report_is_found_wherever_it_hides():
    seed = squeezed(sorted(SEEDS.glob("*.txt"))[0].read_text("utf-8"))
    sentences = [sentence for sentence in seed.split("。") if len(copied(sentence)) >= 20]
    assert len(sentences) > 20
    for sentence in sentences[:50]:
        wrapped = "一段自己写的话" + "\n".join(sentence[at : at + 7] for at in range(0, len(sentence), 7)) + "又一段"
        assert any(len(copied(run)) >= LENGTH for run in shared_runs(squeezed(wrapped)))


def test_row_names_of_the_real_reports_are_excused_in_their_recordings_and_labels_only():
    name = max(golden_rows() - listed_names(), key=lambda row: len(copied(row)))
    assert len(copied(name)) >= LENGTH
    for its_own in (RECORDED / "answer.json", LABELS / "labels" / "report.csv"):
        assert copied(name, excused(its_own)) == ""
    for elsewhere in ("cassettes/examples/answer.json", "examples/ningxia.md", "tests/test_flat.py"):
        assert copied(name, excused(ROOT / elsewhere)) == copied(name)


def test_names_and_titles_are_nobodys_sentences():
    for fair in (
        "社会保障和就业支出行政事业单位养老支出机关事业单位基本养老保险缴费支出",
        "八、政府性基金预算财政拨款收入支出决算情况说明",
        "七、一般公共预算财政拨款“三公”经费支出决算表公开07表金额单位：万元",
    ):
        assert copied(fair) == ""
