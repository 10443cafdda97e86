"""A SARIF log has what the published schema (2.1.0) requires, and its regions say what they should."""

import json

import pytest

from extractor.checks.exports import render
from extractor.checks.files import NAMES as BETWEEN
from extractor.checks.registry import identities
from schemas.fact import Evidence
from tests.checks.faulty import TEXT, faulty_record, finding, report_on, report_with
from tests.records import record_of

REPORT = report_on(faulty_record())


def log_of(*reports):
    return json.loads(render(list(reports), "sarif"))


def run_of(*reports):
    (run,) = log_of(*reports)["runs"]
    return run


def test_the_log_keeps_to_what_the_schema_requires():
    log = log_of(REPORT)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run["tool"]["driver"]["name"], str)
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule.get("defaultConfiguration", {"level": "warning"})["level"] in {"none", "note", "warning", "error"}
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            physical = location["physicalLocation"]
            assert physical["artifactLocation"]["uri"]
            assert physical["region"]["charOffset"] >= 0
            assert physical["region"]["charLength"] >= 0
    for artifact in run["artifacts"]:
        assert artifact["location"]["uri"]
        assert set(artifact["hashes"]) == {"sha-256"}


def test_the_rules_are_the_identities_and_the_results_the_findings():
    run = run_of(REPORT)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [*identities(), *BETWEEN]
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning", "note"]
    assert [result["ruleId"] for result in run["results"]] == [one.checks[0] for one in REPORT.checked.findings]
    assert "所印 9.50%，应为 0.95%" in run["results"][0]["message"]["text"]


def test_a_region_slices_the_text_of_its_document():
    for result in run_of(REPORT)["results"]:
        for location in result["locations"]:
            region = location["physicalLocation"]["region"]
            start = region["charOffset"]
            assert TEXT[start : start + region["charLength"]] == region["snippet"]["text"]


def test_evidence_that_does_not_stand_has_no_region():
    lost = Evidence(document="report.txt", start=-3, end=2, page=1, text="9.5", match="exact", source="text")
    (result,) = run_of(report_with(finding(evidence=(lost,)), text=TEXT))["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    (bare,) = run_of(report_with(finding()))["results"]
    assert "locations" not in bare


def test_a_finding_keeps_its_fingerprint_where_only_its_place_in_the_text_changes():
    moved = report_on(record_of("新加的一行。\n" + TEXT))
    prints = [[result["partialFingerprints"] for result in run_of(one)["results"]] for one in (REPORT, moved)]
    assert prints[0] == prints[1]
    assert len({json.dumps(one) for one in prints[0]}) == len(prints[0])


def test_findings_that_say_the_same_have_fingerprints_of_their_own():
    results = run_of(report_with(finding(), finding()))["results"]
    prints = [result["partialFingerprints"]["juesuanFinding/v1"] for result in results]
    assert [one[-2:] for one in prints] == [":1", ":2"]
    assert prints[0][:-2] == prints[1][:-2]


def test_a_name_of_a_document_becomes_a_uri():
    report = report_on(record_of(TEXT, name="决算 报告.txt"))
    assert run_of(report)["artifacts"][0]["location"]["uri"] == "%E5%86%B3%E7%AE%97%20%E6%8A%A5%E5%91%8A.txt"


@pytest.mark.parametrize("check", ["X1", "X2", "X3"])
def test_a_check_between_files_has_its_rule(check):
    run = run_of(report_with(finding(checks=(check,))))
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert result["ruleId"] == rule["id"] == check
    assert rule["shortDescription"]["text"] == BETWEEN[check]


def test_an_identity_that_nobody_knows_is_a_result_without_a_rule():
    (result,) = run_of(report_with(finding(checks=("Z1",))))["results"]
    assert result["ruleId"] == "Z1"
    assert "ruleIndex" not in result
