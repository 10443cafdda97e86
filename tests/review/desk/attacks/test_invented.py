"""No figure gets evidence that is not there: what a form claims to be printed has to stand where it says."""

from tests.records import busy_record
from tests.review.desk.made import wrong_total


def correct(made, item, **fields):
    post = made.forger("anna")[1]
    return post(f"/item/{item.id}/decide", kind="correct", text="1284.50", unit="万元", version="0", key="k", **fields)


def test_digits_that_do_not_stand_at_the_given_place_are_not_taken(hold):
    made = hold(wrong_total())
    item = made.store.items()[0]
    answer = correct(made, item, printed="1,284.50", start=str(item.start), end=str(item.end))
    assert answer.status_code == 400
    assert made.store.history(item.id) == []


def test_digits_without_a_place_are_not_taken_for_printed(hold):
    made = hold(wrong_total())
    item = made.store.items()[0]
    assert correct(made, item, printed="1,284.50").status_code == 303
    assert made.store.history(item.id)[0].printed is None


def test_what_does_stand_there_is_taken(hold):
    made = hold(busy_record())
    item = made.item("S1/收入总计/决算数")
    text = made.store.record(1).documents[0].text
    start = text.index("1,200.00")
    answer = correct(made, item, printed="1,200.00", start=str(start), end=str(start + 8))
    assert answer.status_code == 303
    assert made.store.history(item.id)[0].printed == "1,200.00"
