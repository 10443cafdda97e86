"""What two people found is gold that `juesuan eval` accepts, and nothing else is."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import extractor
from evals.golden.labels import COLUMNS as SUITE_COLUMNS
from evals.golden.problems import problems
from evals.golden.suite import load_suite
from extractor.review.papers.gold import COLUMNS, gold
from extractor.review.store import Filters, Typed, open_store
from schemas.record import UnusedNumber
from schemas.review import GoldCandidate
from tests.records import record_of
from tests.review.store.conftest import ALONE, Now, make_team
from tests.review.store.made import doubtful, lines, press

ROOT = Path(__file__).parents[3]


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "review.db"), settings=replace(ALONE, double_share=1), clock=Now())
    yield opened
    opened.close()


@pytest.fixture
def team(store):
    return make_team(store)


def twice(store, team, item, typed, *, first="anna", second="ben"):
    """Two people answer an item alike."""
    version = item.version
    for who in (first, second):
        version = store.decide(team[who], item.id, version, typed, press()).version


def written(made, folder):
    for name, data in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def rows_of(made):
    (name,) = [name for name in made.files if name.startswith("labels/")]
    return list(csv.DictReader(made.files[name].decode().splitlines()))


def test_the_columns_are_those_of_a_suites_labels():
    assert COLUMNS == SUITE_COLUMNS


def test_lint_accepts_the_gold_of_a_whole_report_that_two_people_went_through(tmp_path, store, team):
    report = ROOT / "examples" / "heilongjiang.txt"
    record = extractor.extract(report, replay=ROOT / "cassettes" / "examples")
    made = store.import_record(record).record
    everything = Filters(record=made, queues=("review", "audit", "numbers", "none"))
    for item in [one for one in store.items(everything, limit=5000) if one.kind == "fact"]:
        if item.queue == "none":
            store.decide(team["anna"], item.id, 0, Typed("accept"), press())
            store.ask_second_look(team["judge"], item.id)
            store.decide(team["ben"], item.id, 1, Typed("accept"), press())
        else:
            twice(store, team, item, Typed("accept"))
    found = gold([store.dossier(made)])
    assert found.left_out == ()
    assert found.count == len(record.facts)
    suite = load_suite(written(found, tmp_path / "gold"), report.parent)
    assert problems(suite) == ()
    (document,) = suite.documents
    assert document.path == report
    assert {leaf.key: leaf.value for leaf in document.labels} == {
        (fact.place, fact.row, fact.column): Decimal(fact.value) for fact in record.facts
    }
    assert all(document.scored(fact.place) for fact in record.facts)
    assert not any(leaf.decoy for leaf in document.labels)


def test_what_one_person_found_alone_is_left_open_and_other_places_are_not_scored(tmp_path, store, team):
    text = lines(3) + lines(2, first=500, title="四、政府采购情况")
    made = store.import_record(doubtful(text)).record
    one, two, *_ = store.items(Filters(section="S1"))
    twice(store, team, one, Typed("accept"))
    store.decide(team["anna"], two.id, 0, Typed("correct", value="31"), press())
    found = gold([store.dossier(made)])
    states = {(row["place"], row["row"]): row["state"] for row in rows_of(found)}
    assert states.pop((one.place, one.row)) == "value"
    assert set(states.values()) == {"unscored"}
    assert {place for place, _ in states} == {"S1"}
    suite = load_suite(written(found, tmp_path / "gold"))
    assert problems(suite) == ()
    assert not suite.documents[0].scored("S11")


def test_a_correction_both_made_is_gold_with_the_digits_the_source_prints(tmp_path, store, team):
    text = lines(2)
    made = store.import_record(doubtful(text)).record
    one, two = store.items()
    place = text.index("101.50")
    twice(store, team, one, Typed("correct", value="1015000", start=place, end=place + 6))
    twice(store, team, two, Typed("absent"))
    found = gold([store.dossier(made)])
    by_row = {row["row"]: row for row in rows_of(found)}
    assert (by_row[one.row]["printed"], by_row[one.row]["value"]) == ("101.50", "1015000")
    assert text[int(by_row[one.row]["start"]) : int(by_row[one.row]["end"])] == "101.50"
    assert (by_row[two.row]["state"], by_row[two.row]["value"]) == ("absent", "")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "report.txt").write_text(text, "utf-8")
    suite = load_suite(written(found, tmp_path / "gold"), tmp_path / "reports")
    assert suite.documents[0].path is not None
    assert problems(suite) == ()


def test_the_names_of_those_who_found_it_go_with_it(store, team):
    made = store.import_record(doubtful(lines(1))).record
    twice(store, team, store.items()[0], Typed("accept"))
    found = gold([store.dossier(made)])
    (line,) = found.files["candidates.jsonl"].decode().splitlines()
    assert GoldCandidate.model_validate(json.loads(line)).by == ("anna", "ben")


def test_whose_report_it_is_stays_open_for_nobody_at_the_desk_confirmed_it(store, team):
    made = store.import_record(doubtful(lines(1))).record
    twice(store, team, store.items()[0], Typed("accept"))
    (row,) = csv.DictReader(gold([store.dossier(made)]).files["documents.csv"].decode().splitlines())
    assert row.pop("doc")
    assert set(row.values()) == {""}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (Typed("correct", value="31", printed="31"), "对不上"),
        (Typed("correct", value="310000", printed="31.00"), "原文里没有"),
        (Typed("correct", value="310000", printed="三十一"), "对不上"),
    ],
)
def test_what_the_source_does_not_print_is_left_out_and_said(store, team, typed, why):
    made = store.import_record(doubtful(lines(2))).record
    one, two = store.items()
    twice(store, team, one, typed)
    twice(store, team, two, Typed("accept"))
    found = gold([store.dossier(made)])
    (said,) = found.left_out
    assert why in said
    assert {row["row"]: row["state"] for row in rows_of(found)}[one.row] == "unscored"
    assert found.count == 1


def test_a_number_two_people_placed_takes_the_unit_printed_behind_it(tmp_path, store, team):
    text = "二、收入支出总体情况\n收入总计120.50万元，本年支出300.25万元。\n"
    record = record_of(text)
    lost = record.facts[1]
    unused = UnusedNumber(start=lost.evidence[0].start, end=lost.evidence[0].end, text=lost.printed)
    chunk = record.chunks[0].model_copy(update={"unused_numbers": (unused,)})
    made = store.import_record(record.model_copy(update={"facts": record.facts[:1], "chunks": (chunk,)})).record
    (item,) = store.items(Filters(queues=("numbers",)))
    twice(store, team, item, Typed("correct", value="3002500", row="本年支出", column="决算数"))
    found = gold([store.dossier(made)])
    row = next(one for one in rows_of(found) if one["row"] == "本年支出")
    assert (row["value"], row["unit"], row["printed"]) == ("3002500", "万元", "300.25")
    assert problems(load_suite(written(found, tmp_path / "gold"))) == ()


def test_a_column_no_figure_of_the_place_has_is_left_out(store, team):
    record = record_of()
    made = store.import_record(record).record
    item = store.items(Filters(queues=("numbers",)))[0]
    twice(store, team, item, Typed("correct", value="12", row="公务接待费", column="随便写的列"))
    found = gold([store.dossier(made)])
    assert found.files == {}
    assert "不在字典里" in found.left_out[0]


def test_without_anything_found_twice_there_is_no_gold(store, team):
    made = store.import_record(doubtful(lines(1))).record
    store.decide(team["anna"], store.items()[0].id, 0, Typed("accept"), press())
    assert gold([store.dossier(made)]).files == {}
