"""The second question: only for what was left open, one sentence each, and with that sentence only."""

from extractor.chunks import Site, cut
from extractor.flat import flatten
from extractor.focus import MAX_SENTENCE, second_chunks
from extractor.ground import Grounded

LIST = "人员经费30万元，占60%。公用经费20万元，占40%。办公费支出5.10万元，比上年增加0.3万元；差旅费支出2万元。"


def chunk_of(text, place="S6"):
    (chunk,) = cut(flatten(text), Site(place, 0, "题", 2031))
    return chunk


def focused(chunk, *silent, ungrounded=()):
    return second_chunks(chunk, Grounded((), tuple(ungrounded), tuple(silent)))


def test_what_was_answered_is_not_asked_again():
    assert focused(chunk_of(LIST)) == []


def test_a_second_question_holds_only_the_sentence_of_its_keys():
    chunk = chunk_of(LIST)
    (second,) = focused(chunk, "公用经费占比")
    assert second.id == "S6/1?1"
    assert "公用经费20万元，占40%。" in second.text
    assert not any(figure in second.text for figure in ("30万元", "60%", "5.10", "0.3", "2万元。"))
    assert [slot.key for slot in second.slots] == ["公用经费占比"]


def test_keys_of_one_sentence_are_asked_together_and_sentences_apart():
    chunk = chunk_of(LIST)
    one, other = focused(chunk, "公用经费决算数", "公用经费占比", ungrounded=["差旅费决算数"])
    assert [slot.key for slot in one.slots] == ["公用经费决算数", "公用经费占比"]
    assert "办公费支出5.10万元，比上年增加0.3万元；差旅费支出2万元。" in other.text
    assert "公用经费20万元" in one.text
    assert "公用经费" not in other.text
    assert (one.id, other.id) == ("S6/1?1", "S6/1?2")


def test_every_key_left_open_is_asked_exactly_once():
    chunk = chunk_of(LIST)
    keys = [slot.key for slot in chunk.slots]
    again = [slot.key for second in focused(chunk, *keys) for slot in second.slots]
    assert sorted(again) == sorted(keys)


def test_the_figure_asked_for_stands_in_the_sentence_that_is_sent():
    chunk = chunk_of(LIST)
    for second in focused(chunk, *(slot.key for slot in chunk.slots)):
        for slot in second.slots:
            assert slot.readings[0].number.digits in second.text
            assert second.span[0] <= slot.readings[0].number.start < second.span[1]


def test_a_measure_asked_alone_says_its_row():
    chunk = chunk_of("办公费支出5.10万元，占3%。")
    (second,) = focused(chunk, "占比")
    assert [slot.key for slot in second.slots] == ["办公费占比"]


def test_of_a_long_list_only_the_part_around_the_figure_is_sent():
    names = [
        "办公费",
        "印刷费",
        "水费",
        "电费",
        "邮电费",
        "差旅费",
        "会议费",
        "培训费",
        "公务接待费",
        "劳务费",
        "工会经费",
        "福利费",
    ]
    chunk = chunk_of(
        "公用经费20万元，包括" + "、".join(f"{name}支出{n}.{n}5万元" for n, name in enumerate(names, 11)) + "。"
    )
    missing = next(slot for slot in chunk.slots if slot.row == "差旅费")
    (second,) = focused(chunk, missing.key)
    assert "差旅费支出16.165万元" in second.text
    assert len(second.text) < MAX_SENTENCE
    assert "福利费支出22" not in second.text


def test_the_second_question_lists_no_numbers_of_its_own():
    (second,) = focused(chunk_of(LIST), "公用经费占比")
    assert second.numbers == ()
