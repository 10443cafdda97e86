"""The ledger: every chunk ends in it, with its answer, its usage and the figures nobody used."""

import pytest
from askers import USAGE, report
from test_merge import DOCUMENTS, draft

from extractor.ask import Reply
from extractor.chunks import Site, cut
from extractor.flat import flatten
from extractor.focus import second_chunks
from extractor.ground import Grounded
from extractor.ledger import entry, page_entries, record_status, total_usage
from extractor.load.pdf import PICTURE
from extractor.merge import merge
from schemas.record import LedgerChunk, Usage

TEXT = "前言。\n事业收入 8 万元，受理3件，占5%。"
FACTS = merge([draft()], DOCUMENTS)


def chunk_of(text=TEXT):
    (chunk,) = cut(flatten(text), Site("S2", 0, "题", 2031))
    return chunk


def at(digits):
    return 0, TEXT.index(digits)


def test_an_answered_chunk_keeps_answer_usage_and_what_was_not_grounded():
    reply = Reply("ok", {"决算数": "8", "占比": "9"}, USAGE)
    held = entry(chunk_of(), reply, Grounded((), ("占比",), ()), {at("8")}, ["report.txt"])
    assert (held.id, held.place, held.document, held.prompt) == ("S2/1", "S2", "report.txt", "overall")
    assert (held.status, held.answer, held.usage, held.ungrounded) == ("ok", reply.answer, USAGE, ("占比",))
    assert TEXT[held.start : held.end] == TEXT


def test_figures_that_became_no_evidence_are_listed_with_their_unit_and_place():
    held = entry(chunk_of(), None, None, {at("8")}, ["report.txt"])
    assert [(n.text, TEXT[n.start : n.end]) for n in held.unused_numbers] == [("3", "3"), ("5%", "5")]


def test_a_figure_of_another_document_at_the_same_offset_does_not_count_as_used():
    held = entry(chunk_of(), None, None, {(1, at("8")[1])}, ["report.txt"])
    assert "8万元" in [n.text for n in held.unused_numbers]


def test_a_chunk_with_nothing_to_ask_is_empty_and_read_by_code():
    held = entry(chunk_of("另见附表，共3件。"), None, None, set(), ["report.txt"])
    assert (held.status, held.prompt, held.answer, held.usage) == ("empty", "code", None, Usage())
    assert [n.text for n in held.unused_numbers] == ["3"]


def test_a_second_question_does_not_list_its_figures_again():
    (second,) = second_chunks(chunk_of(), Grounded((), (), ("占比",)))
    held = entry(second, Reply("failed", None, Usage(), "断线"), None, set(), ["report.txt"])
    assert (held.id, held.prompt, held.unused_numbers) == ("S2/1?1", "focus", ())
    assert (held.status, held.reason) == ("failed", "断线")


def test_pages_that_are_pictures_have_an_entry_each_with_their_range():
    scanned = report(f"甲\n\f{PICTURE}\n\f", name="scan.pdf", media_type="application/pdf")
    text = report(f"{PICTURE}", name="text.txt")
    (held,) = page_entries([text, scanned])
    assert (held.document, held.status, held.reason) == ("scan.pdf", "failed", "第 2 页是图片，没有文字层")
    assert PICTURE in scanned.text[held.start : held.end]


def chunks(*statuses):
    return [
        LedgerChunk(id=f"S2/{n}", place="S2", document="d", start=0, end=1, prompt="p", status=status)
        for n, status in enumerate(statuses)
    ]


@pytest.mark.parametrize(
    ("statuses", "facts", "status"),
    [
        (["ok", "ok", "empty"], FACTS, "complete"),
        (["ok", "failed"], FACTS, "partial"),
        (["ok", "truncated", "empty"], FACTS, "partial"),
        (["ok", "invalid"], FACTS, "partial"),
        (["ok", "refused"], FACTS, "partial"),
        (["ok", "skipped_budget"], FACTS, "partial"),
        (["failed", "invalid"], FACTS, "failed"),
        (["empty", "empty"], (), "failed"),
        ([], (), "failed"),
        (["ok", "ok"], (), "failed"),
    ],
)
def test_a_record_is_complete_only_if_every_question_was_answered_and_something_was_read(statuses, facts, status):
    assert record_status(chunks(*statuses), facts) == status


def test_usage_adds_up():
    assert total_usage(USAGE, Usage(), USAGE) == Usage(attempts=2, prompt_tokens=200, completion_tokens=20)
    assert total_usage() == Usage()
