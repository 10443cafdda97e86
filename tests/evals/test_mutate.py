"""Damaged files: the plan is the same each time, a worker that dies is told of, nothing but our errors comes out."""

from pathlib import Path, PosixPath
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.mutate.cases import CHANGES, CONVERTED, Case, case, known_carriers, print_bases
from evals.mutate.crew import Limits, try_all
from evals.mutate.trial import Silent
from extractor.errors import JuesuanError
from extractor.load import load_bytes
from extractor.pipeline import extract
from extractor.reading import read
from extractor.tables.form import drafts_of

SAMPLE = 150
SEED = 20
CARRIERS = [name for name in known_carriers() if name not in CONVERTED]

FORM = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["", "合计", "90.07", "60.05", "30.02"],
    ["201", "一般公共服务支出", "90.07", "60.05", "30.02"],
    ["20126", "档案事务", "90.07", "60.05", "30.02"],
    ["2012604", "档案馆", "90.07", "60.05", "30.02"],
]


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    return print_bases(CARRIERS, SEED, 1, tmp_path_factory.mktemp("bases"))


def test_of_a_sample_of_damaged_reports_none_crashes_takes_long_or_much_memory(bases):
    cases = [case(number * 7, SEED, bases) for number in range(SAMPLE)]
    outcomes = list(try_all(cases, 2, Limits(whole_each=5)))
    assert len(outcomes) == SAMPLE
    bad = [outcome for outcome in outcomes if outcome.verdict not in ("read", "refused")]
    assert not bad, "\n".join(f"{o.verdict} {o.case} {o.what}\n{o.told}" for o in bad)
    assert sum(outcome.verdict == "read" for outcome in outcomes) > SAMPLE / 4  # damage that reaches the reader
    assert sum(outcome.verdict == "refused" for outcome in outcomes) > SAMPLE / 10


def test_a_case_is_known_by_its_seed_and_number_alone(bases, tmp_path):
    for number in range(0, 300, 7):
        first, second = case(number, SEED, bases), case(number, SEED, bases)
        assert first == second
        (one, two) = (first.write(tmp_path / "1"), second.write(tmp_path / "2"))
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_in_ten_thousand_cases_every_carrier_is_damaged_in_every_way(bases):
    tried = {(one.carrier, one.change) for one in (case(number, SEED, bases) for number in range(10_000))}
    for carrier in CARRIERS:
        suffixes = {path.suffix for files in bases[carrier] for path in files}
        ways = {name for suffix in suffixes for name in CHANGES.get(suffix, ())}
        assert {change for name, change in tried if name == carrier} >= ways


@pytest.mark.parametrize("suffix", sorted(CHANGES))
def test_every_way_to_damage_a_file_changes_it(bases, suffix):
    files = [path for reports in bases.values() for report in reports for path in report if path.suffix == suffix]
    data = files[0].read_bytes()
    for name, change in CHANGES[suffix].items():
        assert any(change(data, Random(f"{name} {at}")) != data for at in range(12)), name


def some_case(**other) -> Case:
    return Case(**{"number": 1, "seed": 1, "carrier": "tsv", "change": "flip", "files": (), "damaged": 0, **other})


class Endless(PosixPath):
    """A file that is never read to its end."""

    def open(self, *_arguments, **_named):
        while True:
            pass


class EndlessCase(Case):
    def write(self, _folder):
        return [Endless("x.tsv")]


def test_a_file_that_takes_too_long_ends_its_process_and_the_next_one_is_tried(bases):
    good = some_case(change="wrong_suffix", files=bases["tsv"][0])
    endless = EndlessCase(**vars(some_case(files=bases["tsv"][0])))
    outcomes = list(try_all([endless, good], 1, Limits(seconds=1)))
    assert [outcome.verdict for outcome in outcomes] == ["slow", "read"]


def test_a_process_that_dies_is_a_crash_and_the_next_case_is_tried(bases):
    files = bases["tsv"][0]
    cases = [some_case(change="no such change", files=files), some_case(change="empty", files=files)]
    outcomes = list(try_all(cases, 1, Limits()))
    assert [outcome.verdict for outcome in outcomes] == ["crashed", "refused"]


def written(rows: list[list[str]]) -> bytes:
    table = "".join("\t".join(row) + "\n" for row in rows)
    text = (
        f"云溪县档案馆2022年度部门决算\n支出决算总体情况说明\n本年支出合计90.07万元。\n支出决算表\n单位：万元\n{table}"
    )
    return text.encode("utf-8", errors="replace")


CELLS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="0123456789.,，-－()（）%一 ", max_size=14),
    st.sampled_from(
        ["合计", "9" * 60, "0" * 40 + ".5", "栏次", "1", "类", "201", "2012604", "支出决算表", "注：", "90.07"]
    ),
)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), CELLS), max_size=12))
def test_whatever_stands_in_the_cells_of_a_form_each_figure_is_printed_where_it_is_cited(changes):
    rows = [list(row) for row in FORM]
    for row, column, text in changes:
        rows[row][column] = text
    try:
        document = load_bytes(written(rows), "form.tsv")
        reading = read([document])
        record = extract([document], Silent()).record
    except JuesuanError:
        return
    for form in reading.statutory:
        for draft in drafts_of(form, reading.form_unit):
            assert "".join(document.text[draft.start : draft.end].split()) == draft.printed
    assert record.model_dump_json()


def test_an_undamaged_form_is_read_whole():
    reading = read([load_bytes(written(FORM), "form.tsv")])
    (form,) = reading.statutory
    assert len(form.reading.entries) == 12


def test_a_report_is_never_written_beside_itself(bases, tmp_path):
    before = {path: path.read_bytes() for reports in bases.values() for report in reports for path in report}
    for number in range(0, 120, 5):
        case(number, SEED, bases).write(tmp_path / "out")
    assert all(Path(path).read_bytes() == data for path, data in before.items())
