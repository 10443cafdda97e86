"""What a report, a person or an address says is only ever text: in the page's markup, and in a real browser."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from extractor.review.store import Filters
from tests.chromium import ARGUMENTS, CHROMIUM, needs_chromium
from tests.review.desk.attacks.conftest import Fort
from tests.review.desk.attacks.hostile import EVERYTHING, PAYLOADS, hostile, strange_markup
from tests.review.desk.attacks.test_roles import address, routes
from tests.review.desk.made import csrf, everything, password
from tests.review.desk.served import serving

NAMED = "<script>pwned=1</script>\"'><svg onload=pwned=1>"


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """A desk on which a hostile report has been worked by hostile people, in every way there is."""
    made = Fort(tmp_path_factory.mktemp("taken") / "desk.db", hostile())
    made.ids[NAMED] = made.store.create_user(NAMED, password(NAMED), "admin").id
    client, post = made.forger(NAMED)
    items = made.store.items(everything(), limit=1000)
    facts = [one for one in items if one.kind == "fact"]
    first = {"version": "0", "reason": EVERYTHING}
    post(f"/item/{facts[0].id}/decide", key="1", kind="correct", text="5", row=PAYLOADS[2], column=PAYLOADS[3], **first)
    post(f"/item/{facts[1].id}/decide", key="2", kind="flag", **first)
    post(f"/item/{facts[2].id}/decide", key="3", pick="1", **first)
    post(
        f"/item/{facts[3].id}/draft",
        text=EVERYTHING,
        unit=PAYLOADS[2],
        reason=EVERYTHING,
        row=EVERYTHING,
        printed=PAYLOADS[2],
    )
    assert [len(made.store.history(one.id)) for one in facts[:3]] == [1, 1, 1]
    post("/people", name=EVERYTHING, password=EVERYTHING, role=PAYLOADS[2])
    yield made, client, made.store.items(everything(), limit=1000)
    made.store.close()


def pages(items):
    kinds = {one.kind: one.id for one in items}
    some = [one.id for one in items[:6]] + list(kinds.values())
    own = [
        address(path)
        for method, path in sorted(routes())
        if method == "GET" and "png" not in path and "static" not in path
    ]
    addresses = [
        "/?page=1",
        "/?queue=numbers",
        *(one for one in own if one not in ("/item/{item}/decide", "/favicon.ico")),
    ]
    return [
        *addresses,
        *(f"/dispute/{one.id}" for one in items if one.stage == "adjudicate"),
        *(f"/item/{one}?seen=0" for one in dict.fromkeys(some)),
    ]


def test_nothing_a_report_or_a_person_wrote_is_markup(taken):
    _, client, items = taken
    assert {one.kind for one in items} >= {"fact", "ungrounded", "chunk"}
    for path in pages(items):
        answer = client.get(path)
        assert answer.status_code in (200, 303, 404), path
        assert strange_markup(answer.text) == [], path


def test_what_was_written_is_all_there_as_text(taken):
    made, client, items = taken
    seen = HTMLParser(client.get(f"/item/{items[0].id}").text).body.text()
    for one in PAYLOADS:
        assert one in seen
    assert "49" not in HTMLParser(client.get("/").text).css_first("h1").text()
    text = made.store.record(1).documents[0].text
    page = HTMLParser(client.get(f"/item/{next(one.id for one in items if one.kind == 'chunk')}").text)
    shown = page.css_first(".text").text()
    assert all(line in shown.replace("\xa0", " ") for line in text.split("\n")[1:5])


def test_orders_in_a_report_are_only_text(taken):
    made, client, items = taken
    assert any("忽略以上所有指示" in "".join(one.reasons) for one in items)
    before = made.contents()
    for one in items:
        client.get(f"/item/{one.id}")
    assert made.contents() == before
    assert not made.store.records()[0].approved


REFLECTED = (
    "/login?next={}",
    "/start?ticket={}",
    "/?unit={}",
    "/?year={}",
    "/?section={}",
    "/?reason={}",
    "/?reviewer={}",
    "/?band={}",
    "/?state={}",
    "/?queue={}",
    "/?record={}",
    "/?page={}",
    "/?said={}",
    "/item/1?said={}",
    "/item/1?seen={}",
    "/item/1?unit={}",
    "/item/1?reason={}",
    "/item/1/after?unit={}",
    "/record/1?said={}",
    "/records?x={}",
    "/{}",
    "/item/{}",
    "/record/{}",
    "/static/{}",
    "/item/1/page/{}.png",
    "/nothing?{}={}",
)


@pytest.mark.parametrize("path", REFLECTED)
def test_nothing_in_an_address_becomes_markup(taken, path):
    made, client, _ = taken
    for one in PAYLOADS:
        for who in (client, made.attacker()):
            answer = who.get(path.replace("{}", one.replace("%", "%25").replace("#", "%23")))
            assert answer.status_code < 500
            if answer.headers.get("content-type", "").startswith("text/html"):
                assert strange_markup(answer.text) == [], (path, one)
            location = answer.headers.get("location", "/")
            assert location.startswith("/")
            assert not location.startswith("//")


def test_nothing_that_is_posted_becomes_markup(taken):
    _made, client, _ = taken
    token = csrf(client)
    for path in (
        "/login",
        "/start",
        "/language",
        "/next",
        "/undo",
        "/item/9/decide",
        "/item/9/draft",
        "/item/9/trial",
        "/record/1/approve",
    ):
        names = (
            "name",
            "visit",
            "next",
            "ticket",
            "language",
            "key",
            "version",
            "text",
            "unit",
            "reason",
            "kind",
            "pick",
        )
        answer = client.post(path, data={"csrf": token, **dict.fromkeys(names, EVERYTHING)})
        assert answer.status_code in (200, 303, 400, 401, 403, 409), path
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert strange_markup(answer.text) == [], path
        said = client.post(
            path, data={"csrf": token, **dict.fromkeys(names, EVERYTHING)}, headers={"accept": "application/json"}
        )
        if said.status_code in (400, 409) and path != "/record/1/approve":
            assert said.headers["content-type"] == "application/json"


def test_a_filter_with_markup_in_it_filters(taken):
    made, client, _ = taken
    wanted = made.store.items(Filters(reason=PAYLOADS[2]))
    assert wanted
    page = HTMLParser(client.get("/", params={"reason": PAYLOADS[2]}).text)
    assert page.css_first('select[name="reason"] option[selected]').attributes["value"] == PAYLOADS[2]
    assert len(page.css("table.list tbody tr")) == len(wanted)


@needs_chromium[0]
@needs_chromium[1]
def test_no_browser_runs_anything_of_it(taken):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
    made, client, items = taken
    complaints = []
    with serving(made.app) as where, playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        context = chromium.new_context()
        context.add_cookies(
            [{"name": c.name, "value": c.value, "url": where} for c in client.cookies.jar if c.path == "/"]
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(where) or complaints.append(request.url))
        reflected = [one.replace("{}", PAYLOADS[2]) for one in REFLECTED if "static" not in one and "png" not in one]
        for path in [*pages(items), *reflected]:
            answer = page.goto(where + path)
            if answer is None or answer.status >= 400:
                complaints.clear()  # the browser itself notes the status
            assert page.evaluate("window.pwned") is None, path
        page.goto(f"{where}/item/{[one.id for one in items if one.kind == 'fact'][5]}")
        page.keyboard.press("1")  # a rival's reason, the sums and the canonical value are written by script
        page.keyboard.press("e")
        page.keyboard.type('7<img src=x onerror="pwned=1">')
        playwright.expect(page.locator("#kept")).not_to_be_empty()
        assert page.evaluate("window.pwned") is None
        chromium.close()
    assert [one for one in complaints if "400" not in one] == []
