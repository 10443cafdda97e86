"""The score of the checks: a finding is right where it names a listed fault, and every miss is told."""

from pathlib import Path

import pytest

from evals.findings import _failures, main, matches, read_listed, report, score
from extractor.checks.check import Checked
from schemas.fact import Evidence
from schemas.record import Finding

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
HEAD = "doc,check,kind,severity,needs,place,row,column,printed,expected,cause,quote,note"
TEXT = "本年收入 120.00 万元，增长 33.33%。\n房屋价值 XX 万元。公用经费 9.00 万元。"
LIST = f"""{HEAD}
900,D4,S,error,facts,S1,本年收入,比上年增减率,33.33,50.00,delta_over_current_year,增长 33.33%,
900,D4,S,error,facts,S2,财政拨款收入,比上年增减率,33.33,50.00,other,,"same fault as S1,本年收入,比上年增减率"
900,E1,T,warning,prose,S12,,,,,placeholder,房屋价值XX万元,
900,A13,O,error,grid,T6,301,决算数,40.00,41.00,ocr_digit,,
900,C1,ROUND,info,facts,S6,公用经费,决算数,9.00,9.01,rounding,,
"""


def finding(place="S1", row="本年收入", column="比上年增减率", *, severity="error", at=None, **more):
    evidence = ()
    if at:
        start = TEXT.index(at)
        evidence = (
            Evidence(document="x", start=start, end=start + len(at), page=1, text=at, match="exact", source="text"),
        )
    return Finding(
        id=f"X:{place}/{row}/{column}",
        checks=("D4",),
        verdict="source_inconsistent",
        severity=severity,
        place=place,
        row=row,
        column=column,
        message="",
        evidence=evidence,
        **more,
    )


@pytest.fixture
def listed(tmp_path):
    (tmp_path / "findings.csv").write_text(LIST, encoding="utf-8")
    return read_listed(tmp_path / "findings.csv")


def scored(listed, *findings):
    return score("900", Checked(tuple(findings), {}), listed, TEXT)


def test_rows_that_list_the_same_fault_share_it(listed):
    assert [row.fault for row in listed] == [0, 0, 2, 3, 4]


def test_a_finding_is_right_by_its_figure_by_a_repeat_or_by_its_quote(listed):
    rate, twin, words, *_ = listed
    assert matches(finding(), rate, TEXT)
    assert not matches(finding(column="比上年增减额"), rate, TEXT)
    assert matches(finding(repeats=("S2/财政拨款收入/比上年增减率",)), twin, TEXT)
    assert matches(finding("S12", "", "", at="XX"), words, TEXT)
    assert not matches(finding("S12", "", "", at="9.00"), words, TEXT)
    assert not matches(finding("S11", "", "", at="XX"), words, TEXT)


def test_a_fault_in_two_places_counts_once_and_one_finding_of_it_is_enough(listed):
    result = scored(listed, finding("S2", "财政拨款收入"), finding("T6", "301", "决算数", expected="41.00"))
    assert (result.wanted["facts"], result.found["facts"]) == ({0}, {0})
    assert (result.wanted["grid"], result.found["grid"]) == ({3}, {3})
    assert (len(result.right), result.unlisted, result.missed) == (2, [], [])
    assert _failures(result) == []


def test_what_is_missed_unlisted_too_grave_or_not_recovered_is_told(listed, capsys):
    result = scored(
        listed,
        finding("T6", "301", "决算数", expected="40.90"),
        finding("S6", "公用经费", "决算数"),
        finding("S3", "基本支出", "决算数"),
    )
    assert [row.row for row in result.missed] == ["本年收入"]
    assert [one.row for one in result.unlisted] == ["基本支出"]
    assert [one.row for one in result.grave] == ["公用经费"]
    assert [(row.row, given) for row, given in result.unrecovered] == [("301", "40.90")]
    told = _failures(result)
    assert [line[:2] for line in told] == ["召回", "精确", "四舍", "没有"]
    from rich.console import Console

    report([result], Console(width=140))
    said = capsys.readouterr().out
    assert all(word in said for word in ("漏 900", "多 900", "过重 900", "未复原 900"))


def test_information_is_neither_right_nor_wrong(listed):
    result = scored(listed, finding("S3", "基本支出", "决算数", severity="info"))
    assert (result.right, result.unlisted) == ([], [])


@pytest.fixture
def folders(tmp_path):
    gold, reports = tmp_path / "gold", tmp_path / "reports"
    gold.mkdir()
    reports.mkdir()
    text = "一、收入支出决算总体情况说明\n2031年本年收入 150.00 万元，增加 50.00 万元，增长 33.33%。\n"
    (reports / "900_fictional.txt").write_text(text, encoding="utf-8")
    (gold / "findings.csv").write_text("\n".join(LIST.splitlines()[:2]) + "\n", encoding="utf-8")
    rows = ["place,row,column,state,printed,value,unit,start,end,note"]
    for column, printed, value, unit in (
        ("决算数", "150.00", "1500000", "万元"),
        ("比上年增减额", "50.00", "500000", "万元"),
        ("比上年增减率", "33.33", "33.33", "%"),
    ):
        at = text.index(f" {printed}") + 1
        rows.append(f"S1,本年收入,{column},value,{printed},{value},{unit},{at},{at + len(printed)},")
    (gold / "900_fictional.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return gold, reports


def test_a_run_over_labels_says_0_where_all_is_found_and_1_where_something_is_missed(folders, capsys):
    gold, reports = folders
    arguments = ["--gold", str(gold), "--reports", str(reports)]
    assert main(arguments) == 0
    (gold / "findings.csv").write_text(LIST, encoding="utf-8")
    assert main(arguments) == 1
    assert "召回（grid）0/1" in capsys.readouterr().out
    assert main([*arguments, "--only", "901"]) == 0


@pytest.mark.seeds
@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real reports are not in this repository")
def test_the_faults_of_the_real_reports_are_found_and_nothing_else():
    assert main(["--gold", str(SHARED / "golden"), "--reports", str(SHARED / "seeds")]) == 0
