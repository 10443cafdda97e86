"""Facts set wrong on purpose: they are wrong, they are few, and what follows from them is worked out again."""

from decimal import Decimal

from askers import REPORT, report

from evals.confidence.noise import LOOKALIKES, noisy
from evals.confidence.simulated import Rates, SimulatedModel
from evals.confidence.slips import slipped
from extractor.pipeline import extract

DOCUMENTS = [report(REPORT)]


def read():
    return extract(DOCUMENTS, SimulatedModel(DOCUMENTS, 1, {"model": "none"}, Rates(0.0, 0.0, 0.0, 0.0))).record


def values(record):
    return {fact.id: Decimal(fact.value) for fact in record.facts}


def test_a_share_of_the_facts_is_set_wrong_the_same_ones_each_time():
    good = read()
    bad = slipped(good, DOCUMENTS, 3, share=0.2)
    changed = {id_ for id_, value in values(bad).items() if value != values(good)[id_]}
    assert 0 < len(changed) <= 2 * round(0.2 * len(good.facts)) + 2
    assert bad == slipped(good, DOCUMENTS, 3, share=0.2)
    assert values(slipped(good, DOCUMENTS, 4, share=0.2)) != values(bad)


def test_the_identities_and_the_second_read_are_asked_about_the_wrong_figures():
    good = read()
    bad = slipped(good, DOCUMENTS, 3, share=0.3)
    assert len(bad.findings) > len(good.findings)
    differs = [fact.id for fact in bad.facts if "second_read_differs" in fact.flags]
    assert differs
    assert not [fact.id for fact in good.facts if "second_read_differs" in fact.flags]


def test_every_wrong_fact_still_points_at_digits_the_report_prints():
    bad = slipped(read(), DOCUMENTS, 3, share=0.3)
    for fact in bad.facts:
        first = fact.evidence[0]
        assert REPORT[first.start : first.end] == first.text


def test_recognition_swaps_digits_for_their_lookalikes_and_moves_nothing():
    (blurred,) = noisy(DOCUMENTS, 1, rate=1.0)
    apart = [(a, b) for a, b in zip(REPORT, blurred.text, strict=True) if a != b]
    assert apart
    assert all(LOOKALIKES[was] == now for was, now in apart)
    assert {page.source for page in blurred.pages} == {"ocr"}
    assert noisy(DOCUMENTS, 1, rate=0.0)[0].text == REPORT
