"""What puzzled somebody who saw the desk for the first time."""

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.review.store import Filters
from schemas.record import Form
from tests.records import busy_record
from tests.review.desk.made import ALONE, csrf, wrong_total
from tests.review.store.made import doubtful, lines


def decide(client, item, **fields):
    return client.post(f"/item/{item}/decide", data={"csrf": csrf(client), "version": "0", "key": f"k{item}", **fields})


def test_who_flags_an_item_is_not_handed_it_again_before_everything_else(desk):
    made = desk(doubtful(lines(4)))
    order = [one.id for one in made.store.items()]
    client = made.client("chief")
    assert client.post("/next", data={"csrf": csrf(client)}).headers["location"].startswith(f"/item/{order[0]}")
    led = [decide(client, order[0], kind="flag", reason="请看附表").headers["location"]]
    led.append(decide(client, order[1], kind="cannot_tell", reason="污渍").headers["location"])
    led.append(decide(client, order[2], kind="accept").headers["location"])
    led.append(decide(client, order[3], kind="accept").headers["location"])
    assert [one.partition("?")[0] for one in led] == [f"/item/{one}" for one in (*order[1:], order[0])]
    other = made.client("judge")
    assert other.get("/").status_code == 200
    assert made.store.claim_next(made.ids["judge"], Filters(), resume=False).id == order[1]


def test_a_form_that_was_not_read_is_called_by_its_name(desk):
    form = Form(place="T5", state="unreadable")
    record = busy_record()
    made = desk(record.model_copy(update={"forms": (*record.forms, form)}))
    item = next(one for one in made.store.items() if one.kind == "form")
    heading = made.client("anna").get(f"/item/{item.id}").text.partition("<h1>")[2].partition("</h1>")[0]
    assert heading.count("没有") == 1
    assert "一般公共预算财政拨款支出决算表" in heading


@pytest.mark.parametrize(("state", "said"), [("unreadable", "表在，机器没有读"), ("missing", "确实没有")])
def test_the_answer_to_a_form_says_of_it_what_is_so(desk, state, said):
    record = busy_record()
    made = desk(record.model_copy(update={"forms": (*record.forms, Form(place="T5", state=state))}))
    item = next(one for one in made.store.items() if one.kind == "form")
    button = made.client("anna").get(f"/item/{item.id}").text.partition('data-kind="accept">')[2]
    assert button.startswith(said)


def test_where_a_check_fails_the_page_says_that_the_report_itself_may_be_wrong(desk):
    pages = []
    for made in (desk(wrong_total()), desk(busy_record())):
        client = made.client("anna")
        pages += [client.get(f"/item/{one.id}").text for one in made.store.items() if one.kind == "fact"]
    failing = ['<li class="sum fail"' in text for text in pages]
    assert ["不要替原文改数" in text for text in pages] == failing
    assert set(failing) == {True, False}


def test_an_audited_figure_says_why_it_is_shown(desk):
    made = desk(busy_record(), settings=replace(ALONE, audit_share=Decimal(1)))
    client = made.client("anna")
    audited = next(one for one in made.store.items(Filters(queues=("audit",))) if not one.reasons)
    assert "抽查" in client.get(f"/item/{audited.id}").text
    doubted = next(one for one in made.store.items(Filters(queues=("review",))) if one.reasons)
    assert "抽查" not in client.get(f"/item/{doubted.id}").text.partition("<h1>")[2]


def test_a_record_that_may_be_approved_says_what_nobody_has_seen(desk):
    made = desk(doubtful(lines(3)))
    client = made.client("anna")
    assert "还有 3 项没有人看过" in client.get("/record/1").text
    for one in made.store.items():
        decide(client, one.id, kind="accept")
    assert "没有人看过" not in client.get("/record/1").text


def test_settled_values_are_said_in_the_unit_of_the_report(desk):
    made = desk(wrong_total())
    client = made.client("anna")
    item = made.store.items()[0]
    decide(client, item.id, kind="correct", text="1284.50", unit="万元")
    row = client.get("/record/1").text.partition(f'<th scope="row">{item.key}')[2].partition("</tr>")[0]
    assert "1,248.50 万元" in row
    assert "1,284.50 万元" in row
