"""The whole flow with models that answer as told: what they may make of a report, and what they may not."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from askers import IDENTITY, REPORT, Asked, flat_text, keys_of, liar, oracle, report, section, silent, swapper
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from stub_server import StubServer, answer, client_of

from extractor.ask import Asker
from extractor.cache import DiskCache
from extractor.export import render
from extractor.flat import flatten
from extractor.load.pdf import PICTURE
from extractor.numbers import SCALE, numbers_in, parse
from extractor.pipeline import extract
from extractor.reading import read
from extractor.summary import summary
from schemas.vocabulary import functional_subjects, place_name

ROOT = Path(__file__).parent.parent


def record_of(answers, *, text=REPORT, **ends):
    document = report(text)
    asker = Asked(answers([document]) if answers in (oracle, liar, swapper) else answers, **ends)
    return extract([document], asker).record, asker


def facts_of(record):
    return {fact.id: fact for fact in record.facts}


def chunks_of(record):
    return {chunk.id: chunk for chunk in record.chunks}


@pytest.mark.parametrize("answers", [oracle, silent, liar, swapper])
def test_every_fact_has_evidence_that_slices_to_its_printed_value(answers):
    record, _ = record_of(answers)
    for fact in record.facts:
        for evidence in fact.evidence:
            cut = record.documents[0].text[evidence.start : evidence.end]
            assert cut == evidence.text
            assert parse(cut) == parse(fact.printed)
            assert abs(parse(fact.value)) == abs(parse(cut)) * SCALE.get(fact.unit, 1)


def test_what_a_report_prints_becomes_facts_in_the_words_of_the_dictionary():
    record, asker = record_of(oracle)
    facts = facts_of(record)
    values = {id_: (fact.value, fact.unit) for id_, fact in facts.items()}
    assert values["S1/收入总计/决算数"] == ("8124600", "万元")
    assert values["S1/收入总计/比上年增减额"] == ("-173000", "万元")
    assert values["S1/收入总计/比上年增减率"] == ("-2.08", "%")
    assert values["S2/事业收入/决算数"] == ("0", "万元")
    assert values["S5/交通运输支出/水路运输/航道维护/完成率"] == ("115.38", "%")
    assert values["S7/公务接待费/决算数"] == ("0", "万元")
    assert values["S12/车辆/数量"] == ("3", "辆")
    assert values["S0/实有人员/行政"] == ("9", "人")
    assert {fact.confidence.band for fact in record.facts} == {"AUTO"}
    assert (record.status, record.unit.name, record.unit.year) == ("complete", "洛川市航标管理局", 2031)
    assert record.provenance.model == IDENTITY
    assert not any("?" in id_ for id_ in asker.ids())


def test_a_silent_model_makes_no_facts_and_no_complete_record():
    record, asker = record_of(silent)
    assert (record.facts, record.status) == ((), "failed")
    assert all(indicator.value is None and not indicator.facts for indicator in record.indicators)
    assert any("?" in id_ for id_ in asker.ids())


def test_a_liars_numbers_never_become_facts_and_are_listed_as_ungrounded():
    record, _ = record_of(liar)
    assert record.facts == ()
    asked = {chunk.id: set(chunk.answer) for chunk in record.chunks if chunk.answer}
    assert {id_: set(chunk.ungrounded) for id_, chunk in chunks_of(record).items() if chunk.ungrounded} == asked


def test_swapped_answers_give_no_fact_a_number_of_another_clause():
    true, _ = record_of(oracle)
    swapped, _ = record_of(swapper)
    where = {id_: fact.evidence[0].start for id_, fact in facts_of(true).items()}
    assert 0 < len(swapped.facts) < len(true.facts)
    for id_, fact in facts_of(swapped).items():
        assert fact.evidence[0].start == where[id_]


def test_a_chunk_that_ended_badly_gives_no_fact_and_the_record_is_partial():
    for status in ("failed", "refused", "skipped_budget"):
        record, asker = record_of(oracle, ends={"S2/1": status})
        entry = chunks_of(record)["S2/1"]
        assert (entry.status, entry.answer, entry.reason) == (status, None, f"假的：{status}")
        assert record.status == "partial"
        assert not any(fact.place == "S2" for fact in record.facts)
        assert {number.text for number in entry.unused_numbers} >= {"790.11万元", "94.35%", "0%"}
        assert not any("?" in id_ for id_ in asker.ids())  # what was not answered at all is not asked again


def test_an_invalid_answer_is_followed_by_second_questions():
    record, asker = record_of(oracle, ends={"S2/1": "invalid"})
    assert [id_ for id_ in asker.ids() if "?" in id_] == ["S2/1?1"]
    fact = facts_of(record)["S2/财政拨款收入/占比"]
    assert fact.value == "94.35"
    assert "second_question" in fact.flags
    assert fact.confidence.band == "REVIEW"
    assert record.status == "partial"  # the first question's end stays on the ledger


def test_a_record_whose_every_question_failed_is_failed():
    document = report()
    ids = [chunk.id for chunk in read([document]).chunks]
    record, _ = record_of(oracle, ends=dict.fromkeys(ids, "failed"))
    assert (record.status, record.facts) == ("failed", ())


def test_a_report_with_nothing_to_ask_about_is_not_complete_and_the_summary_says_so():
    text = "洛川市航标管理局2031年度部门决算\n一、收入支出决算总体情况说明\n另见附表。\n"
    record, asker = record_of(silent, text=text)
    assert asker.asked == []
    assert (record.status, record.facts) == ("failed", ())
    console = Console(width=120, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    console.print(summary(record, {}))
    assert "记录失败" in console.export_text()


def test_pages_that_are_pictures_make_the_record_partial_and_stand_in_the_ledger():
    text = f"{REPORT}\n\f{PICTURE}\n\f图{PICTURE}\n\f"
    document = report(text, name="report.pdf", media_type="application/pdf")
    record = extract([document], Asked(oracle([document]))).record
    pages = [chunk for chunk in record.chunks if chunk.place == "other"]
    assert [(page.status, page.prompt, page.reason) for page in pages] == [
        ("failed", "code", "第 2 页是图片，没有文字层"),
        ("failed", "code", "第 3 页是图片，没有文字层"),
    ]
    assert PICTURE in text[pages[0].start : pages[0].end]
    assert record.status == "partial"
    assert len({chunk.id for chunk in record.chunks}) == len(record.chunks)


def test_a_chunk_cut_off_is_asked_again_in_halves_and_nothing_is_lost():
    whole, _ = record_of(oracle)
    halved, asker = record_of(oracle, limit=3)
    assert [fact.id for fact in halved.facts] == [fact.id for fact in whole.facts]
    assert (halved.status, halved.facts) == ("complete", whole.facts)
    cut = [question for question in asker.asked if len(keys_of(question)) > 3]
    assert len(cut) >= 3
    for question in cut:
        halves = [q for q in asker.asked if q.id in (f"{question.id}a", f"{question.id}b")]
        assert [key for half in halves for key in keys_of(half)] == keys_of(question)
        assert abs(len(keys_of(halves[0])) - len(keys_of(halves[1]))) <= 1
        assert {half.messages for half in halves} == {question.messages}
    parts = Counter(question.id.rstrip("ab") for question in asker.asked)
    assert {chunk.id: chunk.usage.attempts for chunk in halved.chunks if chunk.usage.attempts} == dict(parts)


def test_a_question_of_one_key_that_is_cut_off_is_given_up():
    record, asker = record_of(oracle, ends={"S12/1": "truncated"})
    assert asker.ids().count("S12/1") == 1
    assert (chunks_of(record)["S12/1"].status, record.status) == ("truncated", "partial")


def test_of_a_half_that_failed_the_other_half_is_kept():
    record, asker = record_of(oracle, ends={"S2/1": "truncated", "S2/1b": "failed"})
    entry = chunks_of(record)["S2/1"]
    assert (entry.status, entry.reason, entry.usage.attempts) == ("failed", "假的：failed", 3)
    assert 0 < len(entry.answer) < len(keys_of(asker.asked[asker.ids().index("S2/1")]))
    assert {fact.row for fact in record.facts if fact.place == "S2"} >= {"本年收入", "财政拨款收入"}
    assert record.status == "partial"
    assert not any("?" in id_ for id_ in asker.ids())


def test_every_answered_key_is_in_the_ledger_and_every_chunk_has_one_entry():
    record, asker = record_of(oracle)
    ledger = chunks_of(record)
    assert len(ledger) == len(record.chunks)
    for question in asker.asked:
        assert list(ledger[question.id].answer) == keys_of(question)
        assert ledger[question.id].prompt == question.prompt
    assert {chunk.prompt for chunk in record.chunks if chunk.answer} == set(record.provenance.prompts)


@pytest.mark.parametrize("answers", [oracle, silent, liar, swapper])
def test_every_number_of_a_read_section_is_evidence_or_listed_as_unused(answers):
    record, _ = record_of(answers)
    text = record.documents[0].text
    used = Counter((e.start, e.end) for fact in record.facts for e in fact.evidence)
    unused = Counter((n.start, n.end) for chunk in record.chunks for n in chunk.unused_numbers)
    assert max(unused.values(), default=1) == 1
    assert not used.keys() & unused.keys()
    chunks = [chunk for chunk in record.chunks if "?" not in chunk.id]
    seen = sorted(used | unused)
    for chunk in chunks:
        inside = [text[a:b] for a, b in seen if chunk.start <= a < chunk.end]
        assert inside == [n.digits for n in numbers_in(flat_text(report(text[chunk.start : chunk.end])))]


FRAGMENTS = [
    "本年收入合计{}万元", "其中：财政拨款收入{}万元", "占{}%", "其他收入{}元", "比上年增加{}万元", "另有{}万元用于周转",
    "受理{}件", "增长{}%", "主要原因是新增{}人", "第{}期", "详见附{}", "{}", "按每人{}元的标准",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(FRAGMENTS),
            st.sampled_from(["0", "3", "12.50", "1,204.30", "7 000.1", "99.99"]),
            st.sampled_from(["，", "；", "。", "。\n", "\n", "、"]),
        ),
        max_size=30,
    ),
    st.sampled_from([silent, lambda question: dict.fromkeys(keys_of(question), "12.50")]),
)
def test_no_number_of_any_wording_is_lost(parts, answers):
    document = section("收入决算情况说明", "".join(words.format(number) + mark for words, number, mark in parts))
    record = extract([document], Asked(answers)).record
    used = {(e.start, e.end) for fact in record.facts for e in fact.evidence}
    unused = [(n.start, n.end) for chunk in record.chunks for n in chunk.unused_numbers]
    body = next(form for form in record.forms if form.place == "S2")
    start = document.text.index("收入决算情况说明") + len("收入决算情况说明")
    flat = flatten(document.text, start, body.end)
    printed = {flat.source(number.start, number.end) for number in numbers_in(flat.text)}
    assert len(unused) == len(set(unused))
    assert not used & set(unused)
    assert used | set(unused) == printed


# --- the same in, the same out ---------------------------------------------------------------------------------------


def test_the_same_report_and_answers_give_the_same_bytes():
    for answers in (oracle, liar):
        assert render(record_of(answers)[0], "json") == render(record_of(answers)[0], "json")


FRESH = """
import sys
sys.path.insert(0, "tests")
from askers import Asked, oracle, report
from extractor.export import render
from extractor.pipeline import extract
sys.stdout.buffer.write(render(extract([report()], Asked(oracle([report()]))).record, "json").encode())
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_a_fresh_process_with_other_hash_seeds_gives_the_same_bytes(seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", FRESH], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == render(record_of(oracle)[0], "json")


def test_the_order_in_which_answers_come_in_does_not_matter():
    class Backwards(Asked):
        def ask_all(self, questions, on_reply=None):
            return super().ask_all(list(reversed(questions)), on_reply)

    document = report()
    backwards = extract([document], Backwards(oracle([document]))).record
    assert render(backwards, "json") == render(record_of(oracle)[0], "json")


# --- zeros and repeats, against brute force --------------------------------------------------------------------------

ITEMS = [
    subject.name
    for subject in functional_subjects()
    if subject.level == "项" and len(subject.name) >= 4 and not set(subject.name) & set("（）、，“”0123456789")
]


@st.composite
def lists(draw):
    """Rows of the functional list, each with a budget, an outturn and a rate; many amounts are equal or 0."""
    names = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=12, unique=True))
    amount = st.sampled_from(["0", "0.00", "7", "12.5", "30.00", "1,204.30"])
    return [(name, draw(amount), draw(amount), draw(st.sampled_from(["0", "7", "100", "250.4"]))) for name in names]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lists())
def test_equal_amounts_go_to_the_clause_of_their_own_row(rows):
    body, where = "", {}
    head = "洛川市航标管理局2031年度部门决算\n第三部分 情况说明\n一、一般公共预算财政拨款支出决算情况说明\n"
    for ordinal, (name, *figures) in enumerate(rows, start=1):
        body += f"{ordinal}.某某支出（类）某某事务（款）{name}（项）。"
        row = f"某某支出/某某事务/{name}"
        before = ("年初预算为", "支出决算为", "完成年初预算的")
        for column, words, printed in zip(("年初预算", "决算数", "完成率"), before, figures, strict=True):
            body += words
            where[f"S5/{row}/{column}"] = (len(head) + len(body), printed)
            body += f"{printed}{'%' if column == '完成率' else '万元'}，"
        body = body[:-1] + "。\n"
    record = extract([report(head + body)], Asked(oracle([report(head + body)]))).record
    found = {fact.id: (fact.evidence[0].start, fact.printed) for fact in record.facts}
    assert found == where
    assert all(len(fact.evidence) == 1 for fact in record.facts)


# --- two values for one key ------------------------------------------------------------------------------------------


def test_a_second_value_for_one_key_takes_number_two_with_its_whole_sentence():
    document = section(
        "一般公共预算财政拨款基本支出决算情况说明",
        "办公费支出5.10万元，完成预算的51%。\n差旅费支出2.00万元。\n办公费支出7.20万元，完成预算的72%。",
    )
    facts = facts_of(extract([document], Asked(oracle([document]))).record)
    assert {id_: fact.value for id_, fact in facts.items() if "办公费" in id_} == {
        "S6/办公费/决算数": "51000",
        "S6/办公费/完成率": "51",
        "S6/办公费#2/决算数": "72000",
        "S6/办公费#2/完成率": "72",
    }
    assert all(fact.confidence.band == "MUST" for id_, fact in facts.items() if "办公费" in id_)
    assert facts["S6/差旅费/决算数"].confidence.band == "AUTO"


# --- stopping and going on -------------------------------------------------------------------------------------------


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path):
    document = report()
    truth = oracle([document])
    questions = {str(q.messages[-1].content): q for q in _questions(document)}

    def says(body):
        question = questions[body["messages"][-1]["content"]]
        return answer({key: float(value) for key in keys_of(question) if (value := truth(question)[key]) is not None})

    killed = StubServer([says, says, says, KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        extract([document], Asker(client_of(killed), DiskCache(tmp_path)))
    assert len(killed.asked) == 4

    server = StubServer([says])
    extraction = extract([document], Asker(client_of(server), DiskCache(tmp_path)))
    assert len(server.asked) == len(questions) - 3
    assert not [body for body in server.asked if body in killed.asked[:3]]
    assert extraction.run["replayed"] == 3
    assert extraction.record.status == "complete"
    assert extraction.record.facts == record_of(oracle)[0].facts


def _questions(document):
    asker = Asked(oracle([document]))
    extract([document], asker)
    return asker.asked


# --- progress and cost -----------------------------------------------------------------------------------------------


def test_progress_counts_every_question_and_names_its_section():
    document, steps = report(), []
    asker = Asked(oracle([document]))
    extraction = extract([document], asker, on_progress=steps.append)
    assert [(step.done, step.total) for step in steps] == [(n, len(asker.asked)) for n in range(1, len(steps) + 1)]
    assert [step.what for step in steps] == [place_name(question.id.split("/")[0]) for question in asker.asked]
    assert extraction.run["calls"] == len(asker.asked)
    assert extraction.run["prompt_tokens"] == 100 * len(asker.asked)


def test_halves_are_paid_for_once():
    document = report()
    asker = Asked(oracle([document]), limit=3)
    assert extract([document], asker).run["prompt_tokens"] == 100 * len(asker.asked)
