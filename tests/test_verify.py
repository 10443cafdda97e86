"""Verifying: a good record has no problems; whatever is changed in it is found and named."""

import json

import pytest
from askers import REPORT, Asked, liar, oracle, report, silent
from form_report import HEAD, STRANGE, T1, T5, namer, printed, with_forms

from extractor.errors import InputError, RecordError
from extractor.export import render, write_text
from extractor.pipeline import extract
from extractor.verify import verify
from schemas.document import Stored


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def written(tmp_path, asker, document=None):
    """Write the record of a report, and return its path."""
    path = tmp_path / "record.json"
    write_text(path, render(extract([document or report()], asker).record, "json"))
    return path


@pytest.fixture
def good(tmp_path):
    return written(tmp_path, Asked(oracle([report()])))


def changed(path, change):
    """Change a record's JSON and write it the way records are written."""
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def fact_of(data, id_="S1/收入总计/决算数"):
    return next(fact for fact in data["facts"] if fact["id"] == id_)


def test_a_record_as_extract_writes_it_is_good_with_and_without_its_source(good, source):
    assert verify(good) == []
    assert verify(good, source) == []


def test_a_change_of_nothing_is_written_as_before(good):
    assert verify(changed(good, lambda data: data)) == []


ENDS = {
    "two failed": {"ends": {"S2/1": "failed", "S3/1": "skipped_budget"}},
    "one refused, one invalid": {"ends": {"S2/1": "refused", "S3/1": "invalid"}},
    "cut into halves": {"limit": 3},
    "cut down to single keys": {"limit": 1},
    "nothing ever comes whole": {"limit": 0},
    "a half cannot be answered": {"ends": {"S2/1": "truncated", "S2/1a": "truncated", "S2/1b": "invalid"}},
    "a half of a half fails": {"ends": {"S2/1": "truncated", "S2/1a": "truncated", "S2/1aa": "failed"}},
    "a second question is cut off": {"ends": {"S2/1": "invalid", "S2/1?1": "truncated", "S2/1?1a": "failed"}},
}


@pytest.mark.parametrize("ends", ENDS.values(), ids=ENDS.keys())
def test_whatever_became_of_the_questions_the_record_replays_alone(tmp_path, source, ends):
    path = written(tmp_path, Asked(oracle([report()]), **ends))
    assert verify(path, source) == []


@pytest.mark.parametrize("answers", [silent, liar([report()])], ids=["silent", "liar"])
def test_second_questions_are_replayed_too(tmp_path, answers):
    path = written(tmp_path, Asked(answers))
    assert any("?" in chunk["id"] for chunk in json.loads(path.read_text("utf-8"))["chunks"])
    assert verify(path) == []


def with_grid(document, **update):
    """A document whose first table is another kind of table."""
    first, *others = document.grids
    return document.model_copy(update={"grids": (first.model_copy(update=update), *others)})


FORM = with_forms(printed("T1", T1), printed("T5", [HEAD, *T5]))
STORED = with_grid(FORM, stored=(Stored(row=7, column=2, value="812.4634"),))
WIDE = with_forms(printed("T5", [HEAD, [*T5[0][:2], "331，331．50", "－31.50", "（300.00）"], *T5[1:]]))
FORMS = {
    "statutory forms": FORM,
    "numbers stored behind the printed ones": STORED,
    "a table recognised from a picture": with_grid(FORM, source="ocr"),
    "heads the model named": with_forms(printed("T5", [STRANGE, *T5])),
    "full-width digits, signs and brackets": WIDE,
}


@pytest.mark.parametrize("document", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("answers", [namer, lambda _: silent], ids=["oracle", "silent"])
def test_a_record_with_forms_replays_alone(tmp_path, document, answers):
    path = written(tmp_path, Asked(answers(document)), document)
    assert verify(path) == []


def stored_fact(tmp_path, **change):
    """The problems of a record whose fact with a stored number was changed."""
    path = written(tmp_path, Asked(namer(STORED)), STORED)
    return verify(changed(path, lambda data: fact_of(data, "T1/收入总计/决算数").update(change)))


def test_the_value_of_a_rounded_cell_is_exactly_the_number_stored_there(tmp_path):
    assert stored_fact(tmp_path) == []
    assert "（万元）不是 8124633" in stored_fact(tmp_path, value="8124633")[0]
    assert "（万元）不是 8124634" in stored_fact(tmp_path, flags=["unit_from_heading"])[0]


def test_the_flag_of_a_rounded_cell_excuses_no_other_figure(tmp_path):
    def lie(data):
        fact_of(data, "T1/支出总计/决算数").update(value="8124634", flags=["display_rounded"])

    path = written(tmp_path, Asked(namer(STORED)), STORED)
    assert "所印的“812.46”（万元）不是 8124634" in verify(changed(path, lie))[0]


def test_evidence_that_points_elsewhere_is_named_with_its_fact(good):
    def shift(data):
        fact_of(data)["evidence"][0]["start"] += 1

    problems = verify(changed(good, shift))
    assert problems[0].startswith("S1/收入总计/决算数 的第 1 处出处：原文此处是“12.46”")
    assert any(
        "重放所得与记录不同：数 S1/收入总计/决算数 的 evidence 第 1 项 的 start" in problem for problem in problems
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("end", 10**6, "不在原文之内"),
        ("start", -5, "不在原文之内"),
        ("page", 7, "在第 1 页，记录写的是第 7 页"),
        ("document", "other.txt", "没有文件 other.txt"),
        ("text", "812.64", "原文此处是“812.46”，记录写的是“812.64”"),
    ],
)
def test_every_field_of_an_evidence_is_checked(good, field, value, said):
    problems = verify(changed(good, lambda data: fact_of(data)["evidence"][0].update({field: value})))
    assert said in problems[0]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("printed", "812.64", "所印的是“812.46”，记录写的是“812.64”"),
        ("value", "81246", "不是 81246"),
        ("value", "许多", "不是数"),
    ],
)
def test_a_printed_figure_or_value_that_is_not_the_evidences_is_named(good, field, value, said):
    assert said in verify(changed(good, lambda data: fact_of(data).update({field: value})))[0]


def test_a_repeat_with_another_value_is_named(tmp_path):
    text = REPORT.replace("事业收入 0 万元，占 0%；", "").replace(
        "一、收入支出决算总体情况说明\n", "一、收入支出决算总体情况说明\n收入总计 812.46 万元。\n"
    )
    path = written(tmp_path, Asked(oracle([report(text)])), report(text))
    fact = fact_of(json.loads(path.read_text("utf-8")))
    assert len(fact["evidence"]) == 2
    other = text.index("17.30")

    def point_elsewhere(data):
        fact_of(data)["evidence"][1].update(start=other, end=other + 5, text="17.30")

    assert "第 2 处出处：所印的“17.30”（万元）不是 8124600" in verify(changed(path, point_elsewhere))[0]


def test_a_changed_answer_is_named_by_the_fact_it_no_longer_gives(good):
    def lie(data):
        chunk = next(chunk for chunk in data["chunks"] if chunk["id"] == "S1/1")
        chunk["answer"]["收入总计决算数"] = "999"

    problems = verify(changed(good, lie))
    assert "S1/1" in "；".join(problems)
    assert "重新 extract" in problems[-1]


def test_a_removed_fact_is_named(good):
    def drop(data):
        data["facts"] = [fact for fact in data["facts"] if fact["id"] != "S2/事业收入/占比"]

    assert "数 S2/事业收入/占比：重放有，记录里没有" in verify(changed(good, drop))[-1]


def test_an_invented_fact_is_named(good):
    def invent(data):
        extra = json.loads(json.dumps(fact_of(data)))
        extra.update(id="S1/结余分配/决算数", row="结余分配")
        data["facts"].append(extra)

    assert "数 S1/结余分配/决算数：记录里有，重放没有" in verify(changed(good, invent))[-1]


def test_an_answer_that_is_missing_or_out_of_form_is_named(good):
    def spoil(data):
        for chunk in data["chunks"]:
            if chunk["id"] == "S1/1":
                chunk["answer"] = None
            if chunk["id"] == "S2/1":
                chunk["answer"] = {"别的": "1"}
            if chunk["id"] == "S3/1":
                chunk["id"] = "S3/9"

    said = "\n".join(verify(changed(good, spoil)))
    assert "S1/1 记为读成，却没有存下回答" in said
    assert "S2/1 的回答不合它的问题" in said
    assert "记录里没有 S3/1 的回答" in said


def test_a_record_of_another_version_says_so(good):
    def age(data):
        data["provenance"]["versions"] = {"juesuan": "0.0.1"}

    assert "记录由另一版本的 juesuan 写出（0.0.1 → " in verify(changed(good, age))[-1]


def test_a_record_weighed_by_another_fit_says_so(good):
    def weigh(data):
        data["provenance"]["versions"]["confidence"] = "fit 000000000000"

    assert "记录的可信度由另一份拟合给出（fit 000000000000 → " in verify(changed(good, weigh))[-1]


def test_a_record_of_other_prompts_says_so(good):
    def reword(data):
        data["provenance"]["prompts"]["overall"] = "0" * 16

    assert "提示词（overall）与现在的不同" in verify(changed(good, reword))[-1]


def test_a_figure_changed_in_the_stored_text_is_named_by_its_chunk_and_not_blamed_on_a_prompt(good):
    def rewrite(data):
        data["documents"][0]["text"] = REPORT.replace("812.46", "812.64", 1)

    problems = verify(changed(good, rewrite))
    assert "原文此处是“812.64”" in problems[0]
    assert "段 S1/1 的 " in problems[-1]
    assert "提示词" not in problems[-1]


def test_a_record_that_was_laid_out_anew_is_told_from_a_changed_one(good):
    good.write_text(json.dumps(json.loads(good.read_text("utf-8")), indent=2), "utf-8")
    assert verify(good) == ["内容相同而字节不同（第 2 行起）：文件被重新排版过；请重新 extract"]


def test_another_source_is_told_from_the_one_that_was_read(good, source):
    source.write_text(REPORT.replace("812.46", "812.64"), "utf-8")
    assert "不是这份记录所读的文件" in verify(good, source)[0]


def test_a_text_changed_in_the_record_is_found_against_the_source(good, source):
    def rewrite(data):
        data["documents"][0]["text"] = REPORT.replace("设置并维护", "维护并设置")

    assert f"从第 {REPORT.index('设置并维护')} 个字符起不同" in "".join(verify(changed(good, rewrite), source))


def test_a_source_that_cannot_be_read_is_the_readers_error(good, tmp_path):
    with pytest.raises(InputError, match="找不到"):
        verify(good, tmp_path / "none.txt")


def test_what_is_no_record_is_an_error(good, tmp_path):
    with pytest.raises(RecordError, match="读不到"):
        verify(tmp_path / "none.json")
    broken = tmp_path / "broken.json"
    broken.write_text(good.read_text("utf-8")[:-40], "utf-8")
    with pytest.raises(RecordError, match="不是 juesuan 的记录"):
        verify(broken)
    with pytest.raises(RecordError, match="schema_version"):
        verify(changed(good, lambda data: data.update(schema_version="99")))


@pytest.mark.parametrize("pages", [[], [{"number": 1, "start": 0, "end": 5}], [{"number": 1, "start": 3, "end": 9}]])
def test_pages_that_do_not_cover_the_text_are_an_error(good, pages):
    with pytest.raises(RecordError, match="分页"):
        verify(changed(good, lambda data: data["documents"][0].update(pages=pages)))


def test_a_record_without_documents_is_an_error(good):
    with pytest.raises(RecordError, match="没有所读的文件"):
        verify(changed(good, lambda data: data.update(documents=[])))
