"""An item by plain forms, as it works without any script."""

import pytest

from extractor.review.store import Filters
from schemas.fact import Candidate
from tests.records import busy_record
from tests.review.desk.made import TOTAL, csrf, form_of, wrong_total
from tests.review.store.made import doubtful, error_on, lines


def press(client, item, kind, query="", **fields):
    return client.post(f"/item/{item}/decide{query}", data={**form_of(client, item), "kind": kind, **fields})


def test_starting_leads_to_the_worst_item_and_deciding_to_the_next(desk):
    made = desk(doubtful(lines(3)))
    client = made.client("anna")
    ids = [one.id for one in made.store.items()]
    assert client.post("/next", data={"csrf": csrf(client)}).headers["location"] == f"/item/{ids[0]}"
    assert press(client, ids[0], "accept").headers["location"] == f"/item/{ids[1]}?said=did_accept"
    assert press(client, ids[1], "absent").headers["location"] == f"/item/{ids[2]}?said=did_absent"
    assert press(client, ids[2], "correct", text="99").headers["location"] == "/?said=nothing_left"
    assert [made.store.state(one).final.value for one in ids] == ["1005000", None, "990000"]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1,284.50", "万元", "12845000"),
        ("１２８４．５", "万元", "12845000"),
        ("12845000元", "万元", "12845000"),
        ("0.12845亿元", "万元", "12845000"),
        ("-3", "元", "-3"),
        ("−3 万元", "亿元", "-30000"),
    ],
)
def test_a_typed_amount_is_kept_in_yuan(desk, text, unit, value):
    made = desk(wrong_total())
    item = made.item(TOTAL).id
    assert press(made.client("anna"), item, "correct", text=text, unit=unit).status_code == 303
    assert made.store.state(item).final.value == value


@pytest.mark.parametrize("text", ["", "许多", "1.2.3", "1e9", "12%", "NaN", "9" * 60, "<b>1</b>"])
def test_what_is_no_amount_is_told_on_the_page_and_not_lost(desk, text):
    made = desk(wrong_total())
    client, item = made.client("anna"), made.item(TOTAL).id
    answer = press(client, item, "correct", text=text, reason="看原件")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert made.store.history(item) == []
    assert ">看原件</textarea>" in client.get(f"/item/{item}").text


def test_the_same_press_twice_counts_once(desk):
    made = desk(doubtful(lines(2)))
    client = made.client("anna")
    item = made.store.items()[0].id
    form = {**form_of(client, item), "kind": "accept"}
    answers = [client.post(f"/item/{item}/decide", data=form).status_code for _ in range(3)]
    assert answers == [303, 303, 303]
    assert len(made.store.history(item)) == 1


def test_a_decision_on_what_has_changed_is_refused_with_what_changed_and_kept_as_a_draft(desk):
    made = desk(doubtful(lines(2)))
    anna, judge = made.client("anna"), made.client("judge")
    item = made.store.items()[0].id
    late = {**form_of(anna, item), "kind": "correct", "text": "7", "unit": "万元"}
    assert press(judge, item, "correct", text="8", reason="看过原件").status_code == 303
    answer = anna.post(f"/item/{item}/decide", data=late)
    assert answer.status_code == 409
    assert "别人刚处理过这一项" in answer.text
    assert "judge · 改正" in answer.text
    assert "看过原件" in answer.text
    assert 'name="text" inputmode="decimal" value="7"' in answer.text


def test_an_item_somebody_else_holds_says_who(desk):
    made = desk(doubtful(lines(2)))
    item = made.store.claim_next(made.ids["ben"])
    client = made.client("anna")
    assert "ben 正在处理这一项" in client.get(f"/item/{item.id}").text
    assert press(client, item.id, "accept").status_code == 409
    held = client.post(f"/item/{item.id}/hold", data={"csrf": csrf(client)}).json()
    assert held == {"held": False, "holder": "ben"}


def test_undo_leads_back_to_the_item_with_what_was_typed(desk):
    made = desk(doubtful(lines(3)))
    client = made.client("anna")
    first, second, _ = (one.id for one in made.store.items())
    press(client, first, "correct", text="55", reason="原件如此")
    press(client, second, "accept")
    for item in (second, first):
        answer = client.post("/undo", data={"csrf": csrf(client, f"/item/{item}"), "key": f"undo {item}"})
        assert answer.headers["location"] == f"/item/{item}?said=undone"
        assert made.store.state(item).stage == "first"
    text = client.get(f"/item/{first}").text
    assert 'value="55"' in text
    assert ">原件如此</textarea>" in text


def test_undo_with_nothing_to_undo_is_told(desk):
    client = desk(doubtful(lines(1))).client("anna")
    answer = client.post("/undo", data={"csrf": csrf(client), "key": "one"})
    assert answer.status_code == 409
    assert "没有可以撤销的判断" in answer.text


@pytest.mark.parametrize("kind", ["cannot_tell", "flag"])
def test_cannot_tell_and_flag_need_a_reason(desk, kind):
    made = desk(doubtful(lines(1)))
    client, item = made.client("anna"), made.store.items()[0].id
    assert "请写明理由" in press(client, item, kind).text
    assert press(client, item, kind, reason="两处不一").status_code == 303
    assert made.store.state(item).stage == "adjudicate"


def test_a_rival_reading_is_taken_with_its_own_evidence(desk):
    made = desk(busy_record())
    client, item = made.client("anna"), made.item("S1/收入总计/决算数")
    rival: Candidate = next(f for f in busy_record().facts if f.id == item.key).candidates[0]
    answer = client.post(f"/item/{item.id}/decide", data={**form_of(client, item.id), "pick": "1"})
    assert answer.status_code == 303
    event = made.store.history(item.id)[-1]
    assert (event.kind, event.after, event.start, event.end) == ("correct", rival.value, rival.start, rival.end)
    assert event.printed == rival.printed


@pytest.mark.parametrize("pick", ["0", "2", "99999", "x", "-1"])
def test_a_rival_that_is_not_there_cannot_be_taken(desk, pick):
    made = desk(busy_record())
    client, item = made.client("anna"), made.item("S1/收入总计/决算数").id
    assert client.post(f"/item/{item}/decide", data={**form_of(client, item), "pick": pick}).status_code == 400
    assert made.store.history(item) == []


def test_a_number_nobody_placed_can_be_given_its_row_and_column(desk):
    made = desk(busy_record())
    item = next(one for one in made.store.items(Filters(queues=("numbers",))))
    client = made.client("anna")
    answer = press(client, item.id, "correct", "?queue=numbers", text="3", unit="", row="内设机构", column="个数")
    assert answer.status_code == 303
    event = made.store.history(item.id)[-1]
    assert (event.after, event.row, event.column) == ("3", "内设机构", "个数")


def test_a_viewer_sees_everything_and_changes_nothing(desk):
    made = desk(doubtful(lines(2)))
    client = made.client("look")
    item = made.store.items()[0].id
    text = client.get(f"/item/{item}").text
    assert "您的角色只能查看" in text
    assert "<form id=" not in text
    token = csrf(client)
    for path in (
        f"/item/{item}/decide",
        f"/item/{item}/draft",
        f"/item/{item}/hold",
        "/next",
        "/undo",
        "/record/1/approve",
    ):
        fields = {"csrf": token, "kind": "accept", "version": "0", "key": "k"}
        assert client.post(path, data=fields).status_code == 403, path
    assert made.store.history(item) == []


def test_a_reviewer_cannot_settle_a_dispute_by_posting_to_it(desk):
    made = desk(doubtful(lines(1)))
    anna, ben, judge = (made.client(name) for name in ("anna", "ben", "judge"))
    item = made.store.items()[0].id
    press(anna, item, "flag", reason="两处不一")
    assert press(ben, item, "accept").status_code == 403
    assert press(judge, item, "accept").status_code == 303
    assert made.store.state(item).stage == "settled"


def test_a_draft_comes_back_as_it_was_typed(desk):
    made = desk(wrong_total())
    client, item = made.client("anna"), made.item(TOTAL).id
    typed = {"csrf": csrf(client), "text": "1,284.5<", "unit": "亿元", "reason": '"><script>alert(1)</script>'}
    assert client.post(f"/item/{item}/draft", data=typed).json() == {"saved": True}
    text = client.get(f"/item/{item}").text
    assert 'value="1,284.5&lt;"' in text
    assert "<option selected>亿元</option>" in text
    assert "<script>alert" not in text
    assert made.client("ben").get(f"/item/{item}").text.count("1,284.5&lt;") == 0


def test_the_sums_are_worked_out_and_worked_out_again_with_a_trial(desk):
    made = desk(wrong_total())
    client, item = made.client("anna"), made.item(TOTAL).id
    text = client.get(f"/item/{item}").text
    assert 'class="sum fail"' in text
    assert "−36.00 万元" in text
    token = csrf(client)
    said = client.post(f"/item/{item}/trial", data={"csrf": token, "text": "1284.5", "unit": "万元"}).json()
    assert said["said"] == "12,845,000 元"
    assert {one["verdict"] for one in said["sums"]} == {"pass"}
    said = client.post(f"/item/{item}/trial", data={"csrf": token, "text": "1284.6", "unit": "万元"}).json()
    assert (said["sums"][0]["verdict"], said["sums"][0]["off"]) == ("fail", "0.10 万元")
    assert made.store.history(item) == []


def test_a_trial_of_what_is_no_number_says_so(desk):
    made = desk(wrong_total())
    client, item = made.client("anna"), made.item(TOTAL).id
    assert client.post(f"/item/{item}/trial", data={"csrf": csrf(client), "text": "许多"}).json() == {
        "problem": "不是一个数"
    }


def test_what_names_a_figure_is_lit_beside_it(desk):
    made = desk(wrong_total())
    text = made.client("anna").get(f"/item/{made.item(TOTAL).id}").text
    assert '<mark class="own" data-s="0">1,248.50</mark>' in text
    assert '<dd class="label">收入总计</dd>' in text
    assert '<dd class="head">决算数</dd>' in text
    assert '<dd class="unit">单位：万元</dd>' in text


def test_the_source_shown_is_the_documents_own_text(desk):
    made = desk(busy_record())
    client = made.client("anna")
    for item in made.store.items(Filters(queues=("review", "audit", "numbers"))):
        page = client.get(f"/item/{item.id}")
        assert page.status_code == 200, item.key


def test_the_neighbours_in_the_queue_are_a_step_away(desk):
    made = desk(doubtful(lines(3)))
    client = made.client("anna")
    first, second, third = (one.id for one in made.store.items())
    assert client.get(f"/item/{first}/after").headers["location"] == f"/item/{second}"
    assert client.get(f"/item/{second}/before").headers["location"] == f"/item/{first}"
    assert client.get(f"/item/{third}/after").headers["location"] == f"/item/{third}?said=at_the_end"


def test_filters_stay_while_one_works(desk):
    made = desk(doubtful(lines(3)), doubtful(lines(2, title="三、“三公”经费情况"), name="b.txt"))
    client = made.client("anna")
    token = csrf(client)
    where = client.post("/next?section=S7&nonsense=1&year=abc", data={"csrf": token}).headers["location"]
    assert where.endswith("?section=S7")
    item = int(where.split("/")[2].split("?")[0])
    assert press(client, item, "accept", "?section=S7").headers["location"].endswith("?section=S7&said=did_accept")


def test_a_record_is_approved_only_over_a_reason_while_a_hard_check_fails(desk):
    made = desk(error_on(doubtful(lines(1))))
    client = made.client("anna")
    page = client.get("/record/1").text
    assert "硬性核对不符" in page
    token, key = csrf(client), "approve once"
    assert client.post("/record/1/approve", data={"csrf": token, "key": key}).status_code == 409
    done = client.post("/record/1/approve", data={"csrf": token, "key": key, "reason": "原文如此，已电话核实"})
    assert done.headers["location"] == "/record/1?said=approved"
    assert "原文如此，已电话核实" in client.get("/record/1").text
    back = client.post("/undo", data={"csrf": token, "key": "take back"})
    assert back.headers["location"] == "/record/1?said=undone"


def test_a_record_with_open_must_items_is_not_approved(desk):
    made = desk(wrong_total())
    client = made.client("anna")
    assert "还有 1 项必须处理" in client.get("/record/1").text
    answer = client.post("/record/1/approve", data={"csrf": csrf(client), "key": "k", "reason": "急"})
    assert answer.status_code == 409
    assert made.store.records()[0].approved is False
