"""The reader knows no report by name: the seeds' departments, projects and amounts stand nowhere in the product."""

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT.parent / "shared" / "golden"
FOLDERS = ("extractor", "prompts", "schemas")

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not GOLDEN.is_dir(), reason="the gold of the real reports is not in this repository"),
]


def gold() -> list[dict[str, str]]:
    files = [path for path in sorted(GOLDEN.glob("*.csv")) if path.name not in {"documents.csv", "findings.csv"}]
    rows = []
    for path in files:
        with path.open(encoding="utf-8-sig") as file:
            rows += list(csv.DictReader(file))
    return rows


def departments() -> set[str]:
    """Full names, and the place in each: 甲乙市档案局 gives 甲乙 too."""
    with (GOLDEN / "documents.csv").open(encoding="utf-8-sig") as file:
        names = [row["unit_name"] for row in csv.DictReader(file)]
    found = set()
    for name in names:
        found |= {re.sub(r"[（(]?本级[）)]?$|市本级$", "", name), re.split("省|市|自治区|回族", name)[0]}
    return {name for name in found if len(name) >= 2}


def projects() -> set[str]:
    rows = {row["row"] for row in gold()}
    names = {row.split(":", 1)[1].partition("#")[0] for row in rows if row.startswith(("项目:", "附件:"))}
    return {name for name in names if len(name) >= 5}


def amounts() -> set[str]:
    """Printed money with decimals and at least four digits, with and without thousands commas."""
    printed = {row["printed"] for row in gold() if row["unit"] in {"元", "万元", "亿元"} and "." in row["printed"]}
    telling = {digits.lstrip("+-") for digits in printed if len(re.sub(r"\D", "", digits)) >= 4}
    return telling | {digits.replace(",", "") for digits in telling}


def product_files() -> list[Path]:
    kinds = {".py", ".md", ".csv", ".toml", ".json", ".html", ".css", ".js"}
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in kinds]


def test_the_gold_names_what_is_looked_for():
    assert len(departments()) >= 8
    assert len(projects()) >= 10
    assert len(amounts()) >= 150
    assert len(product_files()) >= 50


@pytest.mark.parametrize("what", [departments, projects])
def test_no_department_and_no_project_of_the_real_reports_is_named(what):
    texts = {path: re.sub(r"\s", "", path.read_text("utf-8")) for path in product_files()}
    named = [f"{path.relative_to(ROOT)}: {name}" for path, text in texts.items() for name in what() if name in text]
    assert not named


def test_no_amount_of_the_real_reports_is_written_down():
    wanted = amounts()
    found = [
        f"{path.relative_to(ROOT)}: {number}"
        for path in product_files()
        for number in re.findall(r"(?<![\d.,])[\d,]*\d\.\d+(?![\d.]*\d)", path.read_text("utf-8"))
        if number in wanted
    ]
    assert not found
