"""What the second read says of a fact: the same, something else, or nothing."""

from decimal import Decimal

from extractor.sentences.figure import SentenceFigure
from extractor.sentences.second import AGREES, DIFFERS, second_reads, with_second_read
from schemas.fact import Confidence, Evidence, Fact


def fact(row: str = "基本支出", value: str = "600000", *, start: int = 10) -> Fact:
    evidence = Evidence(document="a", start=start, end=start + 2, page=1, text="60", match="exact", source="text")
    return Fact(
        id=f"S3/{row}/决算数",
        place="S3",
        row=row,
        column="决算数",
        value=value,
        unit="万元",
        printed="60",
        evidence=(evidence,),
        confidence=Confidence(band="AUTO", score=0.99),
    )


def figure(row: str = "基本支出", value: str = "600000", *, start: int = 10) -> SentenceFigure:
    return SentenceFigure("a", "S3", row, "决算数", Decimal(value), "万元", start, start + 2, "final")


def outcome(one: Fact, *figures: SentenceFigure) -> str:
    return second_reads([one], figures)[one.id]


def test_the_same_characters_read_alike_agree():
    assert outcome(fact(), figure()) == "agree"
    assert outcome(fact(row="基本支出#2"), figure()) == "agree"


def test_the_same_characters_read_as_another_row_or_sign_differ():
    assert outcome(fact(), figure(row="项目支出")) == "differs"
    assert outcome(fact(), figure(value="-600000")) == "differs"


def test_the_key_given_to_another_figure_differs_unless_that_repeats_its_value():
    assert outcome(fact(), figure(value="700000", start=50)) == "differs"
    assert outcome(fact(), figure(start=50)) == "silent"


def test_no_claim_on_characters_or_key_is_silence():
    assert outcome(fact()) == "silent"
    assert outcome(fact(), figure(row="项目支出", start=50)) == "silent"


def test_what_it_says_of_a_fact_is_a_flag_and_nothing_else_changes():
    assert with_second_read([fact()], [figure(row="项目支出")]) == [fact().model_copy(update={"flags": (DIFFERS,)})]
    assert with_second_read([fact()], [figure()]) == [fact().model_copy(update={"flags": (AGREES,)})]
    assert with_second_read([fact()], []) == [fact()]
