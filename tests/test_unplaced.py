"""Open questions: a figure no grammar placed is the model's to name, in words its own sentence prints."""

import pytest

from extractor import pipeline
from extractor.ask import Reply
from extractor.unplaced import open_question, placed, unplaced
from schemas.record import Usage
from tests.askers import report

TEXT = """洛川市航标管理局2031年度部门决算

第三部分 2031年度部门决算情况说明
一、收入支出决算总体情况说明
2031年度收入总计812.46万元，支出总计812.46万元。
二、收入决算情况说明
本年收入合计790.11万元，其中：财政拨款收入745.50万元，占94.35%；打捞服务收入44.61万元，占5.65%。
"""
SENTENCE = "打捞服务收入44.61万元"


def loose():
    chunks = pipeline.read([report(TEXT)]).chunks
    return [question for chunk in chunks for question in unplaced(chunk)]


def test_an_amount_with_a_name_nobody_listed_is_asked_with_its_sentence():
    first = loose()[0]
    assert first.number.digits == "44.61"
    assert SENTENCE in first.chunk.text
    question = open_question(first)
    assert question.prompt == "open"
    assert list(question.answer_model.model_json_schema()["properties"]) == ["科目", "指标"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"科目": None, "指标": "决算数"}, "no subject"),
        ({"科目": "打捞收入", "指标": "决算数"}, "not in the sentence's words"),
        ({"科目": "打捞服务收入", "指标": "占比"}, "no measure of money"),
        ({"科目": "打捞服务收入", "指标": "比上年增减额"}, "no word of change before the figure"),
        ({"科目": "44.61", "指标": "决算数"}, "a number is no subject"),
    ],
)
def test_an_answer_the_sentence_does_not_bear_out_is_no_fact(answer, why):
    assert placed(loose()[0], answer) is None, why


class Naming:
    """Answers every key null, and open questions with one subject."""

    identity = {"engine": "fake"}

    def ask_all(self, questions, _on_reply=None):
        replies = {}
        for question in questions:
            keys = question.answer_model.model_json_schema()["properties"]
            named = {"科目": "打捞服务收入", "指标": "决算数"} if question.prompt == "open" else dict.fromkeys(keys)
            replies[question.id] = Reply("ok", named, Usage(attempts=1))
        return replies


def test_what_the_sentence_bears_out_becomes_a_fact_for_review_with_the_figures_place():
    record = pipeline.extract([report(TEXT)], Naming()).record
    fact = next(fact for fact in record.facts if fact.row == "打捞服务收入")
    assert (fact.column, fact.value, fact.printed) == ("决算数", "446100", "44.61")
    assert fact.confidence.band == "REVIEW"
    assert "open_question" in fact.flags
    evidence = fact.evidence[0]
    assert record.documents[0].text[evidence.start : evidence.end] == "44.61"
    assert any(chunk.prompt == "open" and chunk.status == "ok" for chunk in record.chunks)
