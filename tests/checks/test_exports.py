"""Findings as files: complete, the same every time, and harmless in the program that opens them."""

import csv
import io
import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractor.checks.exports import COLUMNS, FORMATS, as_format, render
from extractor.checks.registry import identities
from extractor.errors import UsageError
from schemas.fact import Evidence
from schemas.record import Finding
from tests.checks.faulty import faulty_record, finding, report_on, report_with

REPORT = report_on(faulty_record())
EVIL = "</title><script>alert(1)</script>\"'=cmd|calc"


def evil_report():
    evidence = Evidence(
        document=EVIL, start=0, end=len(EVIL), page=1, text=EVIL, match="exact", source="text"
    )  # fmt: skip
    said = dict.fromkeys(("row", "column", "place", "message", "cause", "printed", "expected"), EVIL)
    bad = finding(**said, checks=(EVIL,), repeats=(EVIL,), suspects=(f"S1/{EVIL}/x",), evidence=(evidence,))
    return report_with(bad, text=EVIL, name=EVIL)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_the_same_record_gives_the_same_characters(form):
    assert render([REPORT], form) == render([report_on(faulty_record())], form)


def test_an_unknown_format_is_named_with_those_that_there_are():
    with pytest.raises(UsageError, match=r"xlsx.*sarif"):
        as_format("xlsx")


# --- JSON --------------------------------------------------------------------------------------------------------


def test_json_holds_every_finding_and_what_became_of_every_identity():
    (report,) = json.loads(render([REPORT], "json"))["reports"]
    assert [Finding.model_validate(one) for one in report["findings"]] == list(REPORT.checked.findings)
    assert list(report["tallies"]) == list(identities())
    assert report["tallies"]["D4"]["failed"] == 1
    assert report["tallies"]["A1"]["missing"]
    assert [one["name"] for one in report["documents"]] == ["report.txt"]


def test_json_says_control_characters_as_escapes_and_loses_none():
    evil = "\x1b[31m\x9b\u202e红\U000e0001"
    text = render([report_with(finding(message=evil))], "json")
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert json.loads(text)["reports"][0]["findings"][0]["message"] == evil
    assert "红" in text


# --- CSV ---------------------------------------------------------------------------------------------------------


def rows_of(*reports):
    text = render(list(reports), "csv")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_one_row_a_finding():
    rows = rows_of(REPORT, REPORT)
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 * len(REPORT.checked.findings)
    first = rows[0]
    assert (first["severity"], first["checks"], first["printed"], first["expected"]) == (
        "error",
        "D4",
        "9.50%",
        "0.95%",
    )
    assert "【9.50】" in first["quote"]
    text = REPORT.documents[0].text
    assert text[int(first["start"]) : int(first["end"])] == "9.50"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@", "＝", " ="])
def test_no_cell_is_taken_for_a_formula(start):
    row = rows_of(report_with(finding(row=f"{start}1+1", message=f"{start}cmd|' /C calc'!A0", printed="-1.15")))[0]
    assert row["row"].startswith("'")
    assert row["printed"].startswith("-1.15")
    cells = [value for name, value in row.items() if name != "printed"]
    assert not any(value.startswith(tuple("=+-@＝＋－＠")) for value in cells)


# --- HTML --------------------------------------------------------------------------------------------------------


def test_the_page_shows_every_finding_with_its_source():
    page = LexborHTMLParser(render([REPORT], "html"))
    rows = page.css("tbody tr")
    assert [row.attributes["class"] for row in rows] == ["error", "error", "warning", "info"]
    assert rows[0].css_first("mark").text() == "9.50"
    words = " ".join(rows[0].text().split())
    for word in ("错误", "D4", "S1 收入支出总体", "比上年增减率", "9.50%", "0.95%", "数字的先后颠倒", "第 1 页"):
        assert word in words
    assert [box.attributes["id"] for box in page.css("input")] == ["show-error", "show-warning", "show-info"]
    assert "条恒等式" in page.css_first(".tally").text()
    assert "缺 T1/收入总计/决算数" in page.css_first("details").text()


def test_a_page_without_findings_says_so():
    assert "没有发现" in LexborHTMLParser(render([report_with()], "html")).css_first("main").text()


def test_nothing_a_record_says_becomes_markup_and_the_page_loads_nothing():
    html = render([evil_report()], "html")
    page = LexborHTMLParser(html)
    assert not page.css("script, img, iframe, object, embed, link, base, form, svg, a")
    assert "alert(1)" in page.css_first("tbody").text()
    names = {name for node in page.css("*") for name in node.attributes}
    assert not any(name.startswith("on") for name in names)
    assert not names & {"src", "href", "style"}
    policy = page.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?://|@import|url\(", html)
