"""A figure whose neighbour would make the identities hold is asked about once more; what is printed stays."""

from decimal import Decimal

import pytest
from askers import Asked, keys_of, oracle, report

from extractor.export import render
from extractor.pipeline import extract

TEXT = """洛川市航标管理局2031年度部门决算

第三部分 2031年度部门决算情况说明
五、一般公共预算“三公”经费支出情况说明
“三公”经费支出决算 2.50 万元，其中：因公出国（境）费支出决算 0 万元，公务用车购置及运行维护费支出决算 0 万元，公务接待费支出决算 0 万元。
公务用车购置及运行维护费支出决算 2.50 万元。
"""
FACT = "S7/公务用车购置及运行维护费/决算数"


def read(told):
    """The record of a model that tells the truth, but of the question asked again says `told`."""
    document = report(TEXT)
    honest = oracle([document])
    asked = []

    def answers(question):
        if "?c" not in question.id:
            return honest(question)
        asked.append(question)
        return dict.fromkeys(keys_of(question), told)

    asker = Asked(answers)
    record = extract([document], asker).record
    return record, asked


def finding_of(record):
    return next(one for one in record.findings if f"{one.place}/{one.row}/{one.column}" == FACT)


def fact_of(record):
    return next(fact for fact in record.facts if fact.id == FACT)


def test_the_question_shows_the_sentence_and_both_figures():
    _, asked = read("0")
    [question] = asked
    text = question.messages[-1].content
    assert "公务用车购置及运行维护费" in text
    assert "0万元、2.50万元" in text


def test_a_model_that_points_at_the_other_figure_makes_it_a_suspected_misreading():
    record, _ = read("2.50")
    finding, fact = finding_of(record), fact_of(record)
    assert finding.verdict == "misread_suspected"
    assert "复问模型，指向同句的 2.50" in finding.message
    assert (fact.value, fact.printed) == ("0", "0")
    assert [candidate.printed for candidate in fact.candidates][-1] == "2.50"
    assert fact.confidence.band == "MUST"


@pytest.mark.parametrize(("told", "said"), [("0", "仍读作原数"), ("7", "没有得到两数之一"), (None, "没有得到两数之一")])
def test_a_model_that_stands_by_the_figure_leaves_the_report_to_blame(told, said):
    record, _ = read(told)
    finding = finding_of(record)
    assert finding.verdict == "source_inconsistent"
    assert said in finding.message
    assert finding.expected == "2.50"
    assert fact_of(record).candidates == ()


def test_the_question_ends_in_the_ledger_and_the_record_is_the_same_every_time():
    record, _ = read("2.50")
    [entry] = [chunk for chunk in record.chunks if "?c" in chunk.id]
    assert entry.status == "ok"
    assert Decimal(next(iter(entry.answer.values()))) == Decimal("2.50")
    assert render(record, "json") == render(read("2.50")[0], "json")


def test_nothing_is_asked_where_all_adds_up():
    document = report(TEXT.replace("维护费支出决算 0 万元，公务接待", "维护费支出决算 2.50 万元，公务接待"))
    record = extract([document], Asked(oracle([document]))).record
    assert not [chunk for chunk in record.chunks if "?c" in chunk.id]
    assert not [one for one in record.findings if one.severity == "error"]
