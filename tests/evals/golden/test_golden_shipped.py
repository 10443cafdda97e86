"""The suites of this repository are sound: they load, lint clean, and say of the reports what their gold says."""

import csv
import tomllib
from pathlib import Path

import pytest

from evals.golden.labels import COLUMNS
from evals.golden.problems import problems
from evals.golden.ship import FINDINGS, ship
from evals.golden.suite import load_suite
from tests.test_examples_gold import FILES

ROOT = Path(__file__).parents[3]
SUITES = ROOT / "evals" / "suites"
SHARED = ROOT.parent / "shared"
with_reports = [
    pytest.mark.seeds,
    pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real reports are not in this repository"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return tmp_path_factory.mktemp("made")


@pytest.mark.parametrize("name", ["fiction", "canaries", "real", "press"])
def test_a_suite_loads_lints_clean_and_points_at_its_schema(name, made):
    suite = load_suite(SUITES / name, made=made)
    assert suite.name == name
    assert problems(suite) == ()
    first = (SUITES / name / "suite.toml").read_text("utf-8").splitlines()[0]
    assert (SUITES / name / first.removeprefix("#:schema ")).resolve() == ROOT / "schemas/published/suite.schema.json"
    assert suite.replay is None or suite.replay.is_dir()
    assert all(document.labels and document.identity and document.slices for document in suite.documents)


def test_fiction_is_the_seven_examples_with_all_their_labels():
    documents = load_suite(SUITES / "fiction").documents
    assert [document.path.name for document in documents] == list(FILES)
    for document in documents:
        with (ROOT / "examples" / "gold" / f"{document.name}.csv").open(encoding="utf-8", newline="") as file:
            assert sum(not leaf.decoy for leaf in document.labels) == len(list(csv.DictReader(file)))
        assert document.slices["carrier"] == document.path.suffix[1:]
        assert document.slices["year"] == document.identity["fiscal_year"]


def test_canaries_are_figures_of_every_fictional_report_and_whose_it_is():
    suite = load_suite(SUITES / "canaries")
    assert [document.sha256 for document in suite.documents] == [
        document.sha256 for document in load_suite(SUITES / "fiction").documents
    ]
    assert all(5 <= len(document.critical) <= 40 for document in suite.documents)
    assert set(suite.critical_identity) == {"unit_name", "fiscal_year", "level", "money_unit", "kind"}


def test_the_press_suite_meets_every_layout_and_many_carriers(made):
    suite = load_suite(SUITES / "press", made=made)
    entries = tomllib.loads((SUITES / "press" / "suite.toml").read_text("utf-8"))["press"]
    assert len({entry["seed"] for entry in entries}) == len(entries) == len(suite.documents)
    assert len({document.slices["province"] for document in suite.documents}) == 18
    assert len({document.slices["carrier"] for document in suite.documents}) >= 10
    assert all(document.path and len(document.labels) > 500 for document in suite.documents)


def test_labels_of_the_real_reports_are_data_without_their_words():
    folder = SUITES / "real"
    files = sorted((folder / "labels").glob("*.csv"))
    assert len(files) == 5
    for path in files:
        assert path.read_text("utf-8").splitlines()[0].split(",") == list(COLUMNS)
    assert (folder / "findings.csv").read_text("utf-8").splitlines()[0].split(",") == list(FINDINGS)
    assert not {"quote", "note"} & {*COLUMNS, *FINDINGS}
    assert all(document.path is None for document in load_suite(folder).documents)


class TestWithTheReports:
    pytestmark = with_reports

    def test_they_are_found_by_hash_and_every_offset_cuts_its_digits_out(self):
        suite = load_suite(SUITES / "real", SHARED / "seeds")
        assert all(document.path for document in suite.documents)
        assert sum(leaf.start is not None for document in suite.documents for leaf in document.labels) > 700
        assert problems(suite) == ()

    def test_the_shipped_labels_are_what_the_gold_gives(self, tmp_path):
        ship(SHARED / "golden", SHARED / "seeds", tmp_path)
        for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
            assert path.read_bytes() == (SUITES / "real" / path.relative_to(tmp_path)).read_bytes(), path.name
        assert len(list(tmp_path.rglob("*.csv"))) == 7

    def test_the_known_faults_lose_their_words_and_keep_their_places(self):
        from evals.findings import read_listed, span_of
        from extractor.load import load

        texts = {path.stem.partition("_")[0]: load(path).text for path in (SHARED / "seeds").glob("*.txt")}
        shown, whole = read_listed(SUITES / "real" / "findings.csv"), read_listed(SHARED / "golden" / "findings.csv")
        assert [row.fault for row in shown] == [row.fault for row in whole]
        assert [row.span for row in shown] == [span_of(row.quote, texts[row.doc]) for row in whole]
        assert not any(row.quote for row in shown)
