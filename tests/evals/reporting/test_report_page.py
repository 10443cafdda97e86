"""The page of a run: its numbers are the summary's, its strings are escaped, its leaves are all there."""

import json
import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from evals.reporting import leaves as kept_leaves
from evals.reporting.leaves import AROUND, island, kept, pieces
from evals.reporting.page import render_page
from evals.reporting.words import shown, spread
from evals.running.summary import ConfidenceSummary
from evals.scoring.leaf import LeafVerdict
from tests.evals.reporting import sample


def parsed(summary=None, verdicts=None, sources=None):
    summary = summary or sample.summary()
    verdicts = sample.verdicts() if verdicts is None else verdicts
    return LexborHTMLParser(render_page(summary, verdicts, sample.sources() if sources is None else sources))


def data_of(tree):
    return json.loads(tree.css_first("#data").text())


def cells(tree, heading):
    section = tree.css_first(f"section[aria-labelledby=h-{heading}]")
    return [[cell.text(strip=True) for cell in row.css("th, td")] for row in section.css("tbody tr, tfoot tr")]


def test_every_headline_number_is_the_summarys_with_its_interval_and_base():
    cards = parsed().css(".card")
    summary = sample.summary()
    assert len(cards) == len(summary.measures)
    for card, measure in zip(cards, summary.measures, strict=True):
        assert card.css_first("h3").text() == measure.name
        assert card.css_first(".value").text() == shown(measure.value, measure.kind)
        assert ("95% 区间" in card.text()) == (measure.interval is not None)
        assert measure.interval is None or spread(measure.interval) in card.text()
        assert measure.over is None or f"基数 {measure.over:,}" in card.text()


def test_a_measure_of_nothing_is_a_dash_and_neither_nought_nor_one():
    cards = {card.css_first("h3").text(): card.css_first(".value").text() for card in parsed().css(".card")}
    assert cards["单位与年度全对"] == "—"
    must = next(row for row in cells(parsed(), "bands") if "须裁定" in row[0])
    assert must[-4] == "—"


def test_the_table_of_places_counts_what_the_summary_counts():
    summary = sample.summary()
    rows = cells(parsed(), "places")
    assert [row[0].split()[0] for row in rows[:-2]] == [one.name for one in summary.places]
    for row, one in zip(rows, [*summary.places, summary.total, summary.strict_total], strict=True):
        assert row[1:6] == [f"{number:,}" for number in (one.C, one.W, one.O, one.H, one.N)]
        assert row[6:] == [
            shown(rate) for rate in (one.precision, one.recall, one.f1, one.wrong_rate, one.omission_rate)
        ]


def test_tables_by_field_slice_and_band_are_there():
    tree = parsed()
    assert [row[0] for row in cells(tree, "fields")] == [one.name for one in sample.summary().fields]
    assert [row[0] for row in cells(tree, "slice-0")] == [one.name for one in sample.summary().slices["载体"]]
    assert tree.css_first("#h-slice-1").text() == "按版式"
    assert [row[0] for row in cells(tree, "slice-1")] == ["见过", "没见过"]
    assert {row[0] for row in cells(tree, "bands")} == {"◆待复核", "●可用", "▲须裁定"}


@pytest.mark.parametrize(
    ("gates", "state", "words"),
    [
        (slice(0, 3), "failed", "✗ 3 道门槛中 1 道没有守住"),
        (slice(0, 1), "passed", "✓ 1 道门槛都守住了"),
        (slice(2, 3), "warned", "◆ 1 道门槛都守住了，1 道有警告"),
        (slice(0, 0), "none", "○ 没有设门槛"),
    ],
)
def test_the_gates_are_one_line_on_top_with_their_figures(gates, state, words):
    summary = sample.summary()
    chosen = summary.gates[gates]
    gate = parsed(summary.model_copy(update={"gates": chosen})).css_first("header .gate")
    assert state in gate.attributes["class"].split()
    assert gate.css_first("b").text() == words
    assert len(gate.css("li")) == len(chosen)
    assert all(one.message in gate.text() for one in chosen)


def test_crashed_and_missing_documents_stand_apart():
    tree = parsed()
    crashed, missing = tree.css(".apart")
    assert sample.CRASHED in crashed.text()
    assert "文件已加密" in crashed.text()
    assert crashed.css_first(".pick").attributes["data-count"] == "12"
    assert sample.NOT_GIVEN in missing.text()
    assert len(tree.css("table.documents tbody tr")) == len(sample.DOCUMENTS)


def test_a_hostile_name_and_value_are_text_wherever_they_stand():
    html = render_page(sample.summary(), sample.verdicts(), sample.sources())
    tree = LexborHTMLParser(html)
    assert len(tree.css("script")) == 2
    assert not tree.css("img, main b > b")
    assert "<script>alert" not in html
    assert any(sample.HOSTILE in row.text() for row in tree.css("table.documents th"))
    assert sample.HOSTILE in [document["name"] for document in data_of(tree)["documents"]]


def test_the_page_is_bound_by_a_policy_that_allows_its_own_style_and_script_alone():
    tree = parsed()
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    assert "default-src 'none'" in policy
    assert policy.count("sha256-") == 2
    assert not tree.css("[style], link, [src], a[href]")


def test_every_count_that_is_not_nought_can_be_picked_and_its_filter_finds_as_many_leaves():
    tree = parsed()
    verdicts = sample.verdicts()
    picks = [pick for pick in tree.css(".pick") if "data-low" not in pick.attributes]
    assert len(picks) > 100
    for pick in picks:
        wanted = {name[5:]: value for name, value in pick.attributes.items() if name.startswith("data-")}
        assert len([leaf for leaf in verdicts if fits(leaf, wanted)]) == int(wanted["count"])


def fits(leaf: LeafVerdict, wanted):
    facts = {
        "letter": leaf.letter,
        "place": leaf.key[0],
        "column": leaf.key[2],
        "band": leaf.band,
        "kind": leaf.kind,
        "document": leaf.document,
        "part": sample.CARRIERS[leaf.document].get(wanted.get("slice")),
    }
    return all(facts[name] == value for name, value in wanted.items() if name not in ("count", "slice"))


def test_every_leaf_of_a_small_run_goes_along_with_all_a_reader_needs():
    verdicts = sample.verdicts()
    data = data_of(parsed())
    words = data["words"]
    told = {
        (data["documents"][row[0]]["name"], tuple(words[at] for at in row[1:4]), row[4], words[row[7]], words[row[8]])
        for row in data["leaves"]
    }
    assert told == {(leaf.document, leaf.key, leaf.letter, leaf.gold or "", leaf.given or "") for leaf in verdicts}
    assert len(data["leaves"]) == len(verdicts) == 300


def test_the_text_around_every_span_goes_along():
    data = data_of(parsed())
    texts = sample.sources()
    checked = 0
    for row in data["leaves"]:
        document = data["documents"][row[0]]
        for span in filter(None, row[18:20]):
            if not document["given"]:
                continue
            start, end = span
            at, text = next(
                piece for piece in document["pieces"] if piece[0] <= start and end <= piece[0] + len(piece[1])
            )
            whole = texts[document["name"]]
            low, high = max(0, start - AROUND), min(len(whole), end + AROUND)
            assert text[low - at : high - at] == whole[low:high]
            checked += 1
    assert checked > 300


def test_a_document_without_text_says_so_and_a_span_outside_the_text_is_no_error():
    leaf = replace(sample.verdicts()[0], gold_span=(5, 10**9), given_span=(-3, 2))
    data = island([leaf, sample.crashed_leaves()[0]], sample.summary().documents, {leaf.document: "短"})
    assert [document["given"] for document in data["documents"]] == [True, False]
    assert all(document["pieces"] == [] for document in data["documents"])


def test_verdicts_read_back_from_a_file_give_the_same_page():
    verdicts = sample.verdicts()
    read = [
        replace(
            leaf,
            gold_span=leaf.gold_span and list(leaf.gold_span),
            given_span=leaf.given_span and list(leaf.given_span),
        )
        for leaf in verdicts
    ]
    assert render_page(sample.summary(), read, sample.sources()) == render_page(
        sample.summary(), verdicts, sample.sources()
    )


def test_overlapping_surroundings_are_told_once():
    text = "甲" * 1000
    assert pieces(text, [(500, 505), (700, 705), (10, 12)], 120) == [
        (0, text[:132]),
        (380, text[380:825]),
    ]


def test_right_leaves_are_capped_least_certain_first_and_the_page_says_so(monkeypatch):
    monkeypatch.setattr(kept_leaves, "RIGHT_KEPT", 10)
    verdicts = sample.verdicts()
    chosen = kept(verdicts)
    right = sorted(leaf.score for leaf in verdicts if leaf.letter == "C")
    assert sorted(leaf.score for leaf in chosen.leaves if leaf.letter == "C") == right[:10]
    faults = [leaf for leaf in verdicts if leaf.letter in "WHO"]
    assert sum(leaf.letter in "WHO" for leaf in chosen.leaves) == len(faults)
    assert "对的项有 222 个，本页只带 10 个" in parsed().css_first("aside .note").text()


def test_faults_are_capped_too_and_omissions_go_first(monkeypatch):
    monkeypatch.setattr(kept_leaves, "FAULTS_KEPT", 11)
    chosen = kept(sample.verdicts())
    assert {leaf.letter for leaf in chosen.leaves} == {"W", "H", "C", "N"}
    assert "不对的项有 34 个，本页只带 11 个" in chosen.note


def test_a_run_without_confidence_gates_or_documents_is_still_a_page():
    summary = sample.summary().model_copy(
        update={
            "confidence": ConfidenceSummary(measures=(), note="没有一项给了分数"),
            "gates": (), "documents": (), "slices": {}, "bands": (), "process": (), "checks": (),
            "wrong_kinds": {}, "invented_kinds": {},
        }
    )  # fmt: skip
    tree = parsed(summary, [], {})
    assert "没有一项给了分数" in tree.css_first("section[aria-labelledby=h-confidence]").text()
    assert not tree.css("svg")
    assert data_of(tree)["leaves"] == []


def test_pictures_are_drawn_with_a_dot_a_bin_and_a_curve():
    tree = parsed()
    reliability, curve = tree.css("svg")
    assert [dot.attributes["data-count"] for dot in reliability.css(".dot")] == [
        str(one.leaves) for one in sample.summary().confidence.bins
    ]
    assert all(
        re.fullmatch(r"[\d.]+,[\d.]+", point) for point in curve.css_first("polyline").attributes["points"].split()
    )
