"""Suites: found reports, hashes that hold, and errors that name file, entry and remedy."""

import hashlib

import pytest

from evals.golden.suite import is_in, load_suite
from extractor.errors import SuiteError
from tests.evals.golden.suites import LABELS, REPORT, sha256, write_suite


def loaded(folder, documents=None, **more):
    return load_suite(write_suite(folder, **more), documents)


def refusal(folder, **more):
    with pytest.raises(SuiteError) as caught:
        loaded(folder, **more)
    assert caught.value.remedy
    return str(caught.value)


def test_a_suite_holds_its_report_labels_decoys_and_identity(tmp_path):
    suite = loaded(tmp_path, entry='slices = { carrier = "txt", layout = "seen" }', top='slices = { year = "2031" }')
    (document,) = suite.documents
    assert (suite.name, suite.title, suite.folder, suite.model) == ("mine", "我的", tmp_path, True)
    assert document.path == tmp_path / "901_report.txt"
    assert document.sha256 == sha256(REPORT)
    assert sum(not leaf.decoy for leaf in document.labels) == 6
    assert any(leaf.key == ("S2", "经营收入", "决算数") and leaf.decoy for leaf in document.labels)
    assert document.slices == {"year": "2031", "carrier": "txt", "layout": "seen"}
    assert document.identity == {
        "unit_name": "望岫区档案局",
        "fiscal_year": "2031",
        "level": "部门",
        "money_unit": "万元",
        "precision": "0.01",
        "kind": "决算",
    }


def test_a_manifest_may_be_named_instead_of_its_folder(tmp_path):
    folder = write_suite(tmp_path)
    assert load_suite(folder / "suite.toml") == load_suite(folder)


def test_decoys_can_be_left_out(tmp_path):
    (document,) = loaded(tmp_path, top="decoys = false").documents
    assert not any(leaf.decoy for leaf in document.labels)


def test_what_a_report_is_may_stand_in_the_manifest_itself(tmp_path):
    (document,) = loaded(tmp_path, entry="identity = { fiscal_year = 2030 }").documents
    assert document.identity == {"fiscal_year": "2030"}


def test_a_report_that_is_not_given_is_listed_without_a_path(tmp_path):
    (document,) = loaded(tmp_path, file=False).documents
    assert document.path is None
    assert document.labels


def test_a_report_is_found_by_its_hash_under_any_name(tmp_path):
    given = tmp_path / "given" / "deep"
    given.mkdir(parents=True)
    (given / "other name.bin").write_text(REPORT, "utf-8", newline="\n")
    (given / "noise.txt").write_text("x", "utf-8")
    (document,) = loaded(tmp_path / "suite", tmp_path / "given", file=False).documents
    assert document.path == given / "other name.bin"


def test_a_report_with_another_hash_is_refused_and_both_hashes_are_named(tmp_path):
    told = refusal(tmp_path, digest="0" * 64)
    assert "0" * 64 in told
    assert sha256(REPORT) in told
    assert "901_report" in told


def test_a_report_that_the_manifest_promises_must_be_there(tmp_path):
    folder = write_suite(tmp_path)
    (folder / "901_report.txt").unlink()
    with pytest.raises(SuiteError, match="不在") as caught:
        load_suite(folder)
    assert "--documents" in caught.value.remedy


def test_critical_figures_of_the_suite_are_those_a_report_holds(tmp_path):
    top = 'critical = ["S2/本年收入/决算数"]\ncritical_identity = ["unit_name", "kind"]'
    suite = loaded(tmp_path, top=top, entry='critical = ["S2/本年收入/比上年增减率"]')
    assert suite.documents[0].critical == {("S2", "本年收入", "决算数"), ("S2", "本年收入", "比上年增减率")}
    assert suite.critical_identity == ("unit_name", "kind")


@pytest.mark.parametrize("where", ["top", "entry"])
def test_a_critical_figure_that_no_label_has_is_refused(tmp_path, where):
    told = refusal(tmp_path, **{where: 'critical = ["S2/本年收入/年初预算"]'})
    assert "S2/本年收入/年初预算" in told


def test_only_the_places_that_are_labelled_to_the_end_are_scored(tmp_path):
    (document,) = loaded(tmp_path, entry='places = ["S8", "T"]').documents
    assert {leaf.key[0] for leaf in document.labels} == {"S8"}
    assert [document.scored(place) for place in ("S8", "T3", "S2", "T10")] == [True, True, False, True]


def test_with_no_places_named_all_are_scored():
    assert is_in("S13", ())
    assert is_in("T10", ("T",))
    assert not is_in("T10", ("T1",))


def test_labels_without_a_value_make_no_suite(tmp_path):
    assert "901_report" in refusal(tmp_path, labels=LABELS.splitlines()[0] + "\n")


def test_the_hash_of_a_suite_changes_with_its_gold_and_not_with_where_it_lies(tmp_path):
    one = loaded(tmp_path / "a")
    assert loaded(tmp_path / "b").sha256 == one.sha256
    assert loaded(tmp_path / "c", labels=LABELS.replace("125000", "125001")).sha256 != one.sha256
    assert loaded(tmp_path / "d", top='critical = ["S2/本年收入/决算数"]').sha256 != one.sha256


def test_known_faults_go_to_their_report(tmp_path):
    folder = write_suite(tmp_path, top='findings = "findings.csv"')
    head = "doc,check,kind,severity,needs,place,row,column,printed,expected,cause,fault,start,end"
    rows = [
        "901,D4,S,error,facts,S2,本年收入,比上年增减率,3.85,4.00,other,7,3,9",
        "902,D4,S,error,facts,S2,甲,乙,1,2,x,8,,",
    ]
    (folder / "findings.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    (document,) = load_suite(folder).documents
    assert [(row.row, row.fault, row.span) for row in document.findings] == [("本年收入", 7, (3, 9))]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"top": 'nmae = "x"'}, ["suite.toml", "不认识", "nmae"]),
        ({"entry": 'place = ["S2"]'}, ["第 1 个 [[document]]", "place"]),
        ({"entry": 'places = ["S14"]'}, ["第 1 个 [[document]]", "写法不对"]),
        ({"digest": "abc"}, ["第 1 个 [[document]]", "sha256"]),
        ({"top": 'replay = "/abs"'}, ["replay", "绝对路径"]),
        ({"top": "name ="}, ["TOML"]),
        ({"top": 'critical_identity = ["unit"]'}, ["unit_name"]),
        ({"top": 'described = "x"'}, ["TOML"]),
        ({"labels": "place\n"}, ["901.csv", "缺少列"]),
    ],
)
def test_a_manifest_out_of_form_is_named_with_its_entry_and_the_remedy(tmp_path, more, said):
    told = refusal(tmp_path, **more)
    assert all(part in told for part in said), told


def test_a_report_named_twice_is_refused(tmp_path):
    folder = write_suite(tmp_path)
    text = (folder / "suite.toml").read_text("utf-8")
    (folder / "suite.toml").write_text(text + "[[document]]" + text.partition("[[document]]")[2], "utf-8")
    with pytest.raises(SuiteError, match="两次"):
        load_suite(folder)


def test_what_is_no_suite_is_told_so(tmp_path):
    with pytest.raises(SuiteError, match=r"suite\.toml"):
        load_suite(tmp_path)
    with pytest.raises(SuiteError, match="--documents"):
        load_suite(write_suite(tmp_path / "s"), tmp_path / "none")


@pytest.mark.parametrize(
    "text",
    ["doc,unit_name\n901\n", "name,fiscal_year\n901,2031\n", "doc,fiscal_year\n901,去年\n", "doc,level\n901,县\n"],
)
def test_a_table_of_reports_out_of_form_is_named_with_its_line(tmp_path, text):
    folder = write_suite(tmp_path)
    (folder / "documents.csv").write_text(text, "utf-8")
    with pytest.raises(SuiteError, match=r"documents\.csv，第 2 行"):
        load_suite(folder)


def test_bytes_not_text_are_hashed(tmp_path):
    raw = REPORT.replace("\n", "\r\n").encode("gb18030")
    folder = write_suite(tmp_path, digest=hashlib.sha256(raw).hexdigest())
    (folder / "901_report.txt").write_bytes(raw)
    assert load_suite(folder).documents[0].path


def test_a_suite_without_a_report_is_refused(tmp_path):
    (tmp_path / "suite.toml").write_text('name = "empty"\ntitle = "空"\n', "utf-8")
    with pytest.raises(SuiteError, match="一份报告也没有"):
        load_suite(tmp_path)


def test_a_table_from_elsewhere_says_whose_a_report_is_and_leaves_the_rest_as_it_is(tmp_path):
    folder = write_suite(tmp_path / "suite")
    (folder / "documents.csv").write_text("doc,unit_name,fiscal_year\n901,,2031\n", "utf-8")
    assert load_suite(folder).documents[0].identity == {"fiscal_year": "2031"}
    besides = tmp_path / "besides.csv"
    besides.write_text("doc,unit_name,level\n901,望岫区档案局,部门\n902,别处,部门\n", "utf-8")
    identity = load_suite(folder, described=besides).documents[0].identity
    assert identity == {"fiscal_year": "2031", "unit_name": "望岫区档案局", "level": "部门"}
    with pytest.raises(SuiteError, match="没有这个文件"):
        load_suite(folder, described=tmp_path / "nowhere.csv")


def test_bounds_are_shares(tmp_path):
    assert loaded(tmp_path / "a").bounds.f1 is None
    assert loaded(tmp_path / "b", top="bounds = { f1 = 0.9 }").bounds.f1 == 0.9
    assert "f1 太大" in refusal(tmp_path / "c", top="bounds = { f1 = 90 }")
