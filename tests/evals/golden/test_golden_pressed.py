"""Printed reports of a suite: the same seed gives the same report, gold and name, and files are printed once."""

import pytest

from evals.golden.pressed import default_folder, printed
from evals.golden.suite import load_suite
from evals.press.carriers import CARRIERS
from evals.press.make import report
from extractor.errors import SuiteError
from extractor.load import load
from schemas.suite import PressEntry

ENTRY = PressEntry(seed=7, layout="liaoning", carrier="tsv")
MANIFEST = """name = "p"
title = "印的"
model = false
places = ["T"]
slices = { layout = "seen" }
[[press]]
seed = 7
layout = "liaoning"
carrier = "tsv"
"""


def test_a_seed_gives_the_same_report_wherever_it_is_printed(tmp_path):
    one, other = printed(ENTRY, tmp_path / "a", "x"), printed(ENTRY, tmp_path / "b", "x")
    assert (one.name, one.sha256, one.labels) == (other.name, other.sha256, other.labels)
    assert one.paths[0].read_bytes() == other.paths[0].read_bytes()
    assert one.name == "liaoning-00007-tsv"
    assert one.identity["unit_name"] in load(one.paths[0]).text


@pytest.mark.parametrize("change", [{"seed": 8}, {"carrier": "markdown"}, {"rows": 30}, {"money_unit": "元"}])
def test_another_recipe_is_another_report(tmp_path, change):
    assert printed(ENTRY.model_copy(update=change), tmp_path, "x").sha256 != printed(ENTRY, tmp_path, "x").sha256


def test_a_report_is_printed_once(tmp_path):
    (path,) = printed(ENTRY, tmp_path, "x").paths
    path.write_text("kept", "utf-8")
    assert printed(ENTRY, tmp_path, "x").paths[0].read_text("utf-8") == "kept"


def test_a_print_that_was_cut_leaves_nothing_and_is_done_again(tmp_path, monkeypatch):
    def cut(_made, _carrier, folder):
        folder.mkdir()
        (folder / "half.txt").write_text("half", "utf-8")
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr("evals.golden.pressed.print_report", cut)
        with pytest.raises(OSError, match="no space"):
            printed(ENTRY, tmp_path, "x")
    assert list(tmp_path.iterdir()) == []
    assert printed(ENTRY, tmp_path, "x").paths[0].is_file()


def test_another_program_of_the_carriers_prints_anew(tmp_path, monkeypatch):
    (path,) = printed(ENTRY, tmp_path, "x").paths
    monkeypatch.setattr("evals.golden.pressed._writers", lambda: "another program")
    assert printed(ENTRY, tmp_path, "x").paths[0] != path


def test_a_spreadsheet_is_held_to_the_exact_numbers_it_stores_and_a_text_to_the_printed_ones(tmp_path):
    made = report(7, "liaoning")
    stored = {(one.place, one.row, one.column): one.stored for one in made.gold if one.stored is not None}
    exact = {one.key: one.value for one in printed(ENTRY.model_copy(update={"carrier": "xls"}), tmp_path, "x").labels}
    shown = {one.key: one.value for one in printed(ENTRY, tmp_path, "x").labels}
    differing = [key for key in stored if exact[key] != shown[key]]
    assert differing
    assert all(exact[key] == stored[key] for key in differing)


def test_a_carrier_that_cannot_print_here_leaves_the_report_without_files(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    made = printed(ENTRY.model_copy(update={"carrier": "pdf_chromium"}), tmp_path, "x")
    assert made.paths == ()
    assert made.labels


@pytest.mark.parametrize(
    ("change", "said"), [({"carrier": "papyrus"}, "papyrus"), ({"layout": "atlantis"}, "atlantis")]
)
def test_an_unknown_layout_or_carrier_is_named_with_its_entry(tmp_path, change, said):
    with pytest.raises(SuiteError, match=said) as caught:
        printed(ENTRY.model_copy(update=change), tmp_path, "suite.toml，第 3 个 [[press]]")
    assert "第 3 个" in str(caught.value)


def test_a_suite_of_seeds_has_the_forms_alone_and_says_where_they_come_from(tmp_path):
    (tmp_path / "suite.toml").write_text(MANIFEST, "utf-8")
    suite = load_suite(tmp_path, made=tmp_path / "made")
    (document,) = suite.documents
    assert suite.model is False
    assert {leaf.key[0][0] for leaf in document.labels} == {"T"}
    assert any(leaf.decoy for leaf in document.labels)
    year = document.identity["fiscal_year"]
    assert document.slices == {"layout": "seen", "carrier": "tsv", "province": "liaoning", "year": year}
    assert document.path.parent.parent == tmp_path / "made"
    assert not document.scored("S2")


def test_tables_and_text_in_different_files_are_one_report(tmp_path):
    assert CARRIERS["xlsx"].separate
    (tmp_path / "suite.toml").write_text(MANIFEST.replace('"tsv"', '"xlsx"'), "utf-8")
    (document,) = load_suite(tmp_path, made=tmp_path / "made").documents
    assert document.path.suffix == ".xlsx"
    assert len(document.beside) == 1


def test_printed_reports_go_to_the_cache_unless_told_otherwise():
    assert default_folder().name == "press"
