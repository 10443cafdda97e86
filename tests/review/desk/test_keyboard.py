"""The desk in a real Chromium, worked by the keyboard alone."""

import re

import pytest

from extractor.export import render as record_text
from extractor.export import write_text
from extractor.review.store import Filters, open_store
from tests.chromium import ARGUMENTS, CHROMIUM, NARROW, WIDE, needs_chromium
from tests.records import busy_record
from tests.review.desk.made import password, wrong_total
from tests.review.desk.served import Command, serving
from tests.review.store.made import doubtful, lines

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
expect = playwright.expect
pytestmark = needs_chromium
FORTY = 40


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture
def person(browser):
    """Opens a browser of its own for one person; nothing it shows may break a policy or raise an error."""
    complaints, contexts = [], []

    def opens(size=WIDE, *, quiet=True):
        context = browser.new_context(viewport=size)
        contexts.append(context)
        page = context.new_page()
        if quiet:
            page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opens
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page, address, name):
    page.goto(f"{address}/login")
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password(name))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")


def press(page, key):
    """Press a key that leads to another page, and wait for that page."""
    before = page.evaluate("performance.timeOrigin")
    page.keyboard.press(key)
    page.wait_for_function(_NEW_AND_READY, arg=before)


_NEW_AND_READY = """before => performance.timeOrigin !== before && document.readyState === "complete"
    && !document.querySelector("main.item:not([data-ready])")"""


def item_of(page):
    return int(re.search(r"/item/(\d+)", page.url)[1])


def test_a_reviewer_signs_in_and_settles_forty_by_keyboard_alone(desk, person):
    made = desk(doubtful(lines(FORTY)))
    order = [one.id for one in made.store.items()]
    assert len(order) == FORTY
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        press(page, "Enter")
        seen = []
        for turn in range(FORTY):
            seen.append(item_of(page))
            if turn == 5:
                page.keyboard.press("s")
                page.keyboard.type("原件此处有污渍")
                press(page, "Enter")
            elif turn == 11:
                page.keyboard.press("e")
                page.keyboard.type("77.5")
                press(page, "Enter")
            elif turn == 17:
                press(page, "n")
            elif turn == 23:
                page.keyboard.press("f")
                page.keyboard.type("请看附表")
                press(page, "Enter")
            else:
                press(page, "Enter")
        assert page.url.startswith(f"{address}/?")
        expect(page.locator(".said")).to_have_text("这里没有要您判断的了。")
    assert seen == order
    kinds = {order.index(one): made.store.history(one)[-1].kind for one in order}
    odd = {5: "cannot_tell", 11: "correct", 17: "absent", 23: "flag"}
    assert kinds == {turn: odd.get(turn, "accept") for turn in range(FORTY)}
    assert made.store.history(order[11])[-1].after == "775000"
    assert made.store.progress().settled == FORTY - 2


def test_undo_goes_back_across_items(desk, person):
    made = desk(doubtful(lines(4)))
    order = [one.id for one in made.store.items()]
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        for _ in range(4):
            press(page, "Enter")
        assert item_of(page) == order[3]
        for back in (order[2], order[1]):
            press(page, "u")
            assert item_of(page) == back
        expect(page.locator(".said")).to_have_text("已撤销，原来所填还在。")
        press(page, "n")
    assert [made.store.state(one).stage for one in order] == ["settled", "settled", "first", "first"]
    assert [event.kind for event in made.store.history(order[1])] == ["accept", "undo", "absent"]


def test_a_corrected_value_turns_the_identity_green_while_it_is_typed(desk, person):
    made = desk(wrong_total())
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        press(page, "Enter")
        line = page.locator(".sum")
        expect(line).to_have_class("sum fail")
        expect(line.locator(".off")).to_contain_text("−36.00 万元")
        page.keyboard.press("e")
        page.keyboard.type("1284.")
        expect(page.locator("#kept")).to_have_text("不是一个数")
        page.keyboard.type("5")
        expect(page.locator("#kept")).to_have_text("记为 12,845,000 元")
        expect(line).to_have_class("sum pass")
        expect(line.locator("tr.own .n")).to_have_text("1,284.50 万元")
        press(page, "Enter")
    item = made.store.items(Filters(record=1))[0]
    assert made.store.state(item.id).final.value == "12845000"
    assert not any("A1" in finding.checks for finding in made.store.failing(1))


def test_two_reviewers_at_once_never_get_the_same_item(desk, person):
    made = desk(doubtful(lines(12)))
    seen = {"anna": [], "ben": []}
    with serving(made.app) as address:
        pages = {name: person() for name in seen}
        for name, page in pages.items():
            sign_in(page, address, name)
            press(page, "Enter")
        while any("/item/" in page.url for page in pages.values()):
            for name, page in pages.items():
                if "/item/" in page.url:
                    seen[name].append(item_of(page))
                    press(page, "Enter")
    assert sorted([*seen["anna"], *seen["ben"]]) == sorted(one.id for one in made.store.items())
    assert len(seen["anna"]) == len(seen["ben"]) == 6


def test_one_who_decided_meanwhile_is_shown_and_what_was_typed_stays(desk, person):
    made = desk(doubtful(lines(2)))
    item = made.store.items()[0].id
    with serving(made.app) as address:
        page = person(quiet=False)
        sign_in(page, address, "anna")
        page.goto(f"{address}/item/{item}")
        expect(page.locator("#holder")).to_be_hidden()
        page.keyboard.press("e")
        page.keyboard.type("5")
        expect(page.locator("#draft-state")).to_have_text("草稿已存")
        made.store.release(made.ids["anna"], item)
        made.store.decide(made.ids["judge"], item, 0, typed("correct", "80000", "看过原件"), "judge")
        page.keyboard.press("Enter")
        expect(page.locator("#problem")).to_contain_text("别人刚处理过这一项")
        expect(page.locator(".news").first).to_contain_text("judge · 改正 80000：看过原件")
        expect(page.locator("[name=text]")).to_have_value("5")


def typed(kind, value=None, reason=""):
    from extractor.review.store import Typed

    return Typed(kind, value=value, reason=reason)


@pytest.fixture
def command():
    """Starts `juesuan review open`; whatever is still running in the end is killed."""
    started = []

    def starts(*arguments, **more):
        started.append(Command(*arguments, **more))
        return started[-1]

    yield starts
    for one in started:
        one.kill()


def test_a_killed_server_loses_nothing(tmp_path, person, command):
    record, db = tmp_path / "report.json", tmp_path / "desk.db"
    write_text(record, record_text(doubtful(lines(6)), "json"))
    first = command(record, "--db", db, log=tmp_path / "first.log")
    page = person(quiet=False)
    page.goto(first.link())
    page.wait_for_url(first.address())
    for _ in range(3):
        press(page, "Enter")
    waiting = item_of(page)
    page.keyboard.press("e")
    page.keyboard.type("66.5")
    expect(page.locator("#draft-state")).to_have_text("草稿已存")
    first.kill()
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_contain_text("连不上服务器")
    expect(page.locator("[name=text]")).to_have_value("66.5")
    with_draft = open_store(str(db))
    owner = with_draft.users()[0].id
    assert with_draft.draft(owner, waiting).body["text"] == "66.5"
    assert with_draft.progress().settled == 2
    with_draft.close()
    again = command(record, "--db", db, port=first.port(), log=tmp_path / "again.log")
    again.address()
    page.wait_for_url(re.compile(rf"(?<!/item/{waiting})\\?said=did_correct"))
    again.kill()
    after = open_store(str(db))
    assert [event.after for event in after.history(waiting)] == ["665000"]
    assert after.progress().settled == 3
    assert after.verify_audit().ok
    after.close()


def test_a_draft_outlives_a_reload(desk, person):
    made = desk(wrong_total())
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        press(page, "Enter")
        page.keyboard.press("e")
        page.keyboard.type("1284.5")
        page.keyboard.press("Tab")
        page.locator("[name=reason]").focus()
        page.keyboard.type("看过原件")
        expect(page.locator("#draft-state")).to_have_text("草稿已存")
        page.reload()
        expect(page.locator("[name=text]")).to_have_value("1284.5")
        expect(page.locator("[name=reason]")).to_have_value("看过原件")
        expect(page.locator(".sum")).to_have_class("sum pass")


def test_a_second_extraction_keeps_the_decisions_where_the_evidence_is_the_same(desk, person):
    text = lines(4)
    record = doubtful(text)
    made = desk(record)
    order = [one.id for one in made.store.items()]
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        for _ in range(3):
            press(page, "Enter")
        assert [made.store.state(one).stage for one in order] == ["settled", "settled", "first", "first"]
        moved = record.facts[1].evidence[0].model_copy(update={"start": record.facts[1].evidence[0].start + 1})
        changed = record.facts[1].model_copy(update={"evidence": (moved,), "printed": "01.50", "value": "15000"})
        again = record.model_copy(update={"facts": (record.facts[0], changed, *record.facts[2:])})
        second = made.store.import_record(again)
        assert (second.kept, second.asked_again) == (1, 1)
        page.goto(f"{address}/?record={second.record}")
        expect(page.locator(".tally")).to_contain_text("未定 3")
        seen = []
        press(page, "Enter")
        while "/item/" in page.url:
            seen.append(made.store.item(made.ids["anna"], item_of(page)).item.key)
            press(page, "Enter")
    assert seen.count(changed.id) == 1
    assert record.facts[0].id not in seen
    assert made.store.progress(Filters(record=second.record)).settled == 4


def test_j_and_k_walk_without_deciding_and_give_items_back(desk, person):
    made = desk(doubtful(lines(3)))
    order = [one.id for one in made.store.items()]
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        press(page, "Enter")
        for key, where in (("j", 1), ("j", 2), ("k", 1)):
            press(page, key)
            assert item_of(page) == order[where]
        expect(page.locator("#holder")).to_be_hidden()
        page.wait_for_timeout(200)
        assert made.store.progress().leased == 1
        press(page, "q")
        assert made.store.progress().leased == 0
        assert made.store.progress().settled == 0


def test_a_rival_reading_is_taken_with_its_number(desk, person):
    made = desk(busy_record())
    item = made.item("S1/收入总计/决算数").id
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        page.goto(f"{address}/item/{item}")
        page.keyboard.press("1")
        expect(page.locator("#kept")).to_have_text("记为 12,845,000 元")
        expect(page.locator(".text .strong").first).to_have_class(re.compile("rival"))
        press(page, "Enter")
    event = made.store.history(item)[-1]
    assert (event.kind, event.after, event.printed) == ("correct", "12845000", "1,284.50")


def test_a_number_selected_in_the_source_becomes_value_and_evidence(desk, person):
    text = "🏛本馆说明\n" + lines(2) + "合计支出207.00万元，其中旧账-3.5万元。\n"
    made = desk(doubtful(text))
    item = made.store.items()[0].id
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        page.goto(f"{address}/item/{item}")
        page.evaluate(_SELECT, "207.00")
        page.keyboard.press("g")
        expect(page.locator("#kept")).to_have_text("记为 2,070,000 元")
        page.keyboard.press("e")
        page.keyboard.press("Home")
        page.keyboard.type("-")
        expect(page.locator("#kept")).to_have_text("记为 −2,070,000 元")
        press(page, "Enter")
    event = made.store.history(item)[-1]
    assert (event.after, text[event.start : event.end], event.printed) == ("-2070000", "207.00", "207.00")


_SELECT = """wanted => {
  for (const mark of document.querySelectorAll(".text [data-s]")) {
    if (mark.textContent === wanted) getSelection().selectAllChildren(mark);
  }
}"""


_BOUNCE = """addEventListener("load", () => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  window.bounced = true;
});"""


def test_a_bouncing_key_does_not_accept_the_next_item(desk, person):
    made = desk(doubtful(lines(3)))
    order = [one.id for one in made.store.items()]
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        press(page, "Enter")
        page.add_init_script(_BOUNCE)
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"/item/{order[1]}"))
        expect(page.locator("main.item")).to_have_attribute("data-ready", "yes")
        assert page.evaluate("window.bounced") is True
        assert item_of(page) == order[1]
    assert [len(made.store.history(one)) for one in order] == [1, 0, 0]


def test_a_click_lights_the_source_and_the_source_lights_the_field(desk, person):
    made = desk(busy_record())
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        page.goto(f"{address}/item/{made.item('S1/收入总计/决算数').id}")
        page.locator(".more summary").last.click()
        button = page.locator(".neighbours button").nth(1)
        button.click()
        spot = button.get_attribute("data-spot")
        lit = page.locator(".text .strong")
        assert spot in lit.first.get_attribute("data-s").split()
        page.locator(".text mark.own").first.click()
        expect(page.locator(".reading .value")).to_have_class(re.compile("lit"))


def test_the_keys_are_listed_and_the_list_closes_again(desk, person):
    made = desk(doubtful(lines(1)))
    with serving(made.app) as address:
        page = person()
        sign_in(page, address, "anna")
        press(page, "Enter")
        page.keyboard.press("?")
        expect(page.locator("dialog#keys")).to_be_visible()
        page.keyboard.press("n")
        page.keyboard.press("Escape")
        expect(page.locator("dialog#keys")).to_be_hidden()
    assert made.store.history(made.store.items()[0].id) == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_scrolls_sideways(desk, person, size):
    made = desk(busy_record())
    items = [one.id for one in made.store.items(Filters(queues=("review", "audit", "numbers")))]
    with serving(made.app) as address:
        page = person(size)
        sign_in(page, address, "chief")
        for path in ("/", "/records", "/record/1", "/login", *(f"/item/{item}" for item in items[:6])):
            page.goto(f"{address}{path}")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, path


def test_everything_works_without_scripts(desk, browser):
    made = desk(doubtful(lines(3)))
    order = [one.id for one in made.store.items()]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(made.app) as address:
        page.goto(f"{address}/login")
        page.get_by_label("用户名").fill("anna")
        page.get_by_label("密码").fill(password("anna"))
        page.get_by_role("button", name="登录").click()
        page.get_by_role("button", name="开始").click()
        page.get_by_role("button", name="接受").click()
        page.locator("[name=text]").fill("12.5")
        page.keyboard.press("Enter")  # in the field of the value, Enter corrects
        page.locator("[name=reason]").fill("看不清末位")
        page.get_by_role("button", name="看不清").click()
        page.goto(f"{address}/item/{order[2]}")
        page.get_by_role("button", name="撤销").click()
        assert item_of(page) == order[2]
    context.close()
    assert [made.store.history(one)[-1].kind for one in order] == ["accept", "correct", "undo"]
    assert made.store.state(order[1]).final.value == "125000"
