"""What of a record a person is asked about, and in which order."""

from decimal import Decimal

from extractor.confidence.audit import in_share
from extractor.review.store.asked import asked_of
from schemas.record import Form
from tests.records import busy_record, record_of
from tests.review.store.made import doubtful, lines

NOTHING = Decimal(0)


def test_every_figure_and_every_place_where_one_may_be_missing_is_there():
    record = busy_record()
    record = record.model_copy(update={"forms": (*record.forms, Form(place="T9", state="missing"))})
    kinds = {
        kind: [one for one in asked_of(record, NOTHING) if one.kind == kind]
        for kind in ("fact", "ungrounded", "number", "chunk", "form")
    }
    assert len(kinds["fact"]) == len(record.facts)
    assert [one.key for one in kinds["ungrounded"]] == ["S11/货物支出/占比"]
    assert len(kinds["number"]) == sum(len(chunk.unused_numbers) for chunk in record.chunks) > 0
    assert [one.reasons for one in kinds["chunk"]] == [("这一段的回答中途断开，可能有数漏读", "回答在第 40 个字处断开")]
    assert [(one.place, one.band) for one in kinds["form"]] == [("T9", "REVIEW")]


def test_figures_in_doubt_are_queued_and_auto_is_not_but_for_its_share():
    record = record_of(lines(300))
    queues = [one.queue for one in asked_of(record, Decimal("0.02")) if one.kind == "fact"]
    assert set(queues) == {"none", "audit"}
    assert 1 <= queues.count("audit") <= 15
    assert {one.queue for one in asked_of(doubtful(lines(3)), NOTHING)} == {"review"}
    again = [one.queue for one in asked_of(record, Decimal("0.02")) if one.kind == "fact"]
    assert again == queues


def test_a_share_is_about_as_large_as_it_says_and_grows_without_dropping_anyone():
    fifth = {i for i in range(5000) if in_share(Decimal("0.2"), "x", i)}
    tenth = {i for i in range(5000) if in_share(Decimal("0.1"), "x", i)}
    assert 900 <= len(fifth) <= 1100
    assert 430 <= len(tenth) <= 570
    assert tenth <= fifth
    assert not any(in_share(NOTHING, "x", i) for i in range(1000))
    assert all(in_share(Decimal(1), "x", i) for i in range(1000))


def test_must_comes_before_everything_then_doubt_times_importance():
    asked = {one.key: one for one in asked_of(busy_record(), NOTHING)}
    headline, plain = asked["T1/收入总计/决算数"], asked["T1/事业收入/决算数"]
    assert headline.importance > plain.importance
    must = [one.risk for one in asked.values() if one.band == "MUST"]
    review = [one.risk for one in asked.values() if one.band == "REVIEW"]
    auto = [one.risk for one in asked.values() if one.band == "AUTO"]
    assert min(must) > max(review)
    assert min(review) > max(auto)
    assert headline.risk > plain.risk


def test_an_identity_holds_on_to_the_evidence_and_the_key():
    record = doubtful(lines(2))
    one, other = asked_of(record, NOTHING)
    assert one.identity != other.identity
    longer = doubtful("说明。\n" + lines(2))
    moved = longer.model_copy(
        update={
            "documents": tuple(d.model_copy(update={"sha256": record.documents[0].sha256}) for d in longer.documents)
        }
    )
    assert [x.likeness for x in asked_of(moved, NOTHING)] == [one.likeness, other.likeness]
    assert {x.identity for x in asked_of(moved, NOTHING)}.isdisjoint({one.identity, other.identity})


def test_two_units_of_one_file_are_not_mixed_up():
    record = doubtful(lines(1))
    other = record.model_copy(update={"unit": record.unit.model_copy(update={"name": "星火科普馆分馆"})})
    assert asked_of(record, NOTHING)[0].identity != asked_of(other, NOTHING)[0].identity


def test_twins_that_nothing_tells_apart_are_two_all_the_same():
    record = doubtful(lines(1))
    twice = record.model_copy(update={"facts": record.facts * 2})
    assert len({one.identity for one in asked_of(twice, NOTHING)}) == 2
