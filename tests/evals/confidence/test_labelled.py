"""Labels from gold: right and wrong facts, lost figures found where an absence points, and nothing of what is open."""

from decimal import Decimal

import pytest

from evals.confidence.labelled import Where, is_here, labels_of
from evals.scoring.leaf import GoldLeaf, LeafVerdict
from schemas.record import Form, UnusedNumber
from tests.confidence.made import TEXT, chunk, fact, record
from tests.evals.confidence.made import absence

WHERE = Where("d", "g", "press")


def leaf(key, value, printed="", state="value"):
    place, _, rest = key.partition("/")
    row, _, column = rest.rpartition("/")
    return GoldLeaf((place, row, column), state, Decimal(value) if state == "value" else None, printed, "万元")


GOLD = [
    leaf("S2/本年收入/决算数", "1205000", "120.50"),
    leaf("S2/财政拨款收入/决算数", "1005000", "100.50"),
    leaf("S2/差旅费/决算数", "32500", "3.25"),
    leaf("S2/事业收入/决算数", "0", state="unscored"),
]
FACTS = (
    fact("S2/本年收入/决算数", "120.50", "1205000"),
    fact("S2/财政拨款收入/决算数", "20.00", "200000"),
    fact("S2/事业收入/决算数", "20.00", "200000"),
)


def test_facts_are_right_or_wrong_by_gold_and_open_ones_have_no_label():
    found = labels_of(record(*FACTS), GOLD, WHERE)
    assert {item.key: item.right for item in found.facts} == {
        "S2/本年收入/决算数": True,
        "S2/财政拨款收入/决算数": False,
    }
    assert {(item.document, item.group, item.source) for item in found.facts} == {("d", "g", "press")}


def test_an_unused_number_is_a_lost_figure_where_gold_misses_its_digits():
    start = TEXT.index("3.25")
    unused = (
        UnusedNumber(start=start, end=start + 6, text="3.25万元"),
        UnusedNumber(start=0, end=4, text="2031"),
    )
    told = record(*FACTS, chunks=[chunk({}).model_copy(update={"unused_numbers": unused})])
    assert [(item.key, item.right) for item in labels_of(told, GOLD, WHERE).absent] == [
        ("number:S2/3.25万元", False),
        ("number:S2/2031", True),
    ]


def test_a_form_that_is_missing_loses_something_where_gold_has_figures_in_it():
    told = record(*FACTS).model_copy(
        update={"forms": (Form(place="S2", state="missing"), Form(place="T8", state="missing"))}
    )
    assert [item.right for item in labels_of(told, GOLD, WHERE).absent] == [False, True]


def test_facts_set_wrong_on_purpose_are_not_lost():
    told = record(*FACTS, chunks=[chunk(status="failed")])
    assert labels_of(told, GOLD, Where("d", "g", "slips")).absent == ()


@pytest.mark.parametrize(
    ("one", "span", "here"),
    [
        (absence(), (10, 14), True),
        (absence(), (40, 44), False),
        (absence(), None, True),
        (absence(printed="9.99"), (10, 14), False),
        (absence(place="S3"), (10, 14), False),
        (absence("chunk", start=0, end=50), (40, 44), True),
        (absence("chunk", start=0, end=30), (40, 44), False),
        (absence("form", start=None, end=None), (40, 44), True),
    ],
)
def test_an_absence_points_at_a_lost_figure_by_its_place_its_digits_and_where_they_stand(one, span, here):
    lost = LeafVerdict("d", ("S2", "差旅费", "决算数"), "O", "O", gold_span=span)
    assert is_here(lost, GOLD[2], one) is here
