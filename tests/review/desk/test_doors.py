"""Who comes in, how, and what a browser is told."""

import pytest
from fastapi.testclient import TestClient

from extractor.review.desk import Options, tickets
from tests.records import busy_record
from tests.review.desk.made import Made, csrf, password, sign_in

PAGES = ("/", "/records", "/record/1", "/item/1", "/item/1/after", "/item/1/page/1.png")
POSTS = (
    "/next",
    "/undo",
    "/logout",
    "/item/1/decide",
    "/item/1/draft",
    "/item/1/trial",
    "/item/1/hold",
    "/record/1/approve",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_a_stranger_to_the_login_and_back(desk, path):
    client = desk(busy_record()).client()
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=" + path.replace("/", "%2F")


@pytest.mark.parametrize("path", POSTS)
def test_a_stranger_can_post_nothing(desk, path):
    made = desk(busy_record())
    answer = made.client().post(path, data={"csrf": "x"}, headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert made.store.history(1) == []


@pytest.mark.parametrize("path", POSTS)
def test_a_post_without_the_sessions_token_is_refused(desk, path):
    made = desk(busy_record())
    client, other = made.client("anna"), made.client("ben")
    for forged in ({}, {"csrf": ""}, {"csrf": "x" * 43}, {"csrf": csrf(other)}):
        answer = client.post(path, data=forged)
        assert answer.status_code == 403
    assert client.get("/").status_code == 200
    assert made.store.progress().leased == 0


def test_a_post_of_another_site_is_refused_even_with_the_token(desk):
    client = desk(busy_record()).client("anna")
    fields = {"csrf": csrf(client)}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/next", data=fields, headers=headers).status_code == 403
    assert client.post("/next", data=fields, headers={"origin": "http://testserver"}).status_code == 303


def test_another_site_cannot_sign_a_browser_in(desk):
    client = desk().client()
    fields = {"visit": "made up", "name": "anna", "password": password("anna")}
    answer = client.post("/login", data=fields)
    assert answer.status_code == 403
    assert "juesuan_session" not in answer.cookies


def test_a_login_always_makes_a_new_session_and_ends_the_one_before(desk):
    made = desk()
    client = made.client()
    client.cookies.set("juesuan_session", "planted by somebody")
    sign_in(client, "anna")
    first = client.cookies.get("juesuan_session", domain="testserver.local") or made_cookie(client)
    assert first != "planted by somebody"
    sign_in(client, "anna")
    second = made_cookie(client)
    assert second != first
    assert made.store.session(first) is None
    assert made.store.session(second).user.name == "anna"


def made_cookie(client):
    return [cookie.value for cookie in client.cookies.jar if cookie.name == "juesuan_session"][-1]


def test_the_sessions_cookie_is_out_of_reach_of_scripts_and_other_sites(desk):
    made = desk(options=Options(https=True, cookie="__Host-juesuan"))
    client = TestClient(made.app, base_url="https://localhost", follow_redirects=False)
    said = sign_in(client, "anna").headers["set-cookie"].lower()
    for word in ("httponly", "samesite=strict", "secure", "path=/"):
        assert word in said
    assert "domain" not in said


def test_signing_out_ends_the_session(desk):
    made = desk()
    client = made.client("anna")
    token = made_cookie(client)
    assert client.post("/logout", data={"csrf": csrf(client)}).headers["location"] == "/login"
    assert made.store.session(token) is None


def test_a_wrong_password_says_nothing_of_which_is_wrong(desk):
    client = desk().client()
    answers = [sign_in(client, name, "not this one").text for name in ("anna", "nobody")]
    assert all("用户名或密码不对" in answer for answer in answers)


def test_guessing_is_slowed_down_and_says_how_long(desk):
    client = desk().client()
    for _ in range(5):
        assert sign_in(client, "anna", "not this one").status_code == 401
    answer = sign_in(client, "anna")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "分钟后再试" in answer.text


@pytest.mark.parametrize(
    "where", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_the_login_leads_nowhere_but_into_the_desk(desk, where):
    assert sign_in(desk().client(), "anna", where=where).headers["location"] == "/"


def test_the_login_leads_back_to_the_page_that_was_asked_for(desk):
    assert sign_in(desk().client(), "anna", where="/records?x=1").headers["location"] == "/records?x=1"


def test_every_answer_binds_the_browser(desk):
    client = desk(busy_record()).client("anna")
    for path in ("/", "/item/1", "/record/1", "/static/item.js", "/nothing", "/item/999999999"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert client.get("/item/1").headers["cache-control"] == "no-store"


def test_no_page_has_inline_script_or_style(desk):
    client = desk(busy_record()).client("anna")
    for path in ("/", "/item/1", "/record/1", "/records", "/login"):
        text = client.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert all('src="/static/' in tag for tag in text.split("<script")[1:])


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "desk@evil.example", "[::1", "localhost.evil"]
)
def test_a_name_that_is_not_the_desks_is_not_answered(desk, host):
    assert desk().client().get("/login", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "[::1]:8765", "192.168.1.7", "desk.example:443"])
def test_addresses_and_names_that_were_given_are_answered(desk, host):
    client = desk(options=Options(names=frozenset({"desk.example"}))).client()
    assert client.get("/login", headers={"host": host}).status_code == 200


def test_a_ticket_lets_its_person_in_once_and_a_look_at_the_link_does_not_use_it_up(desk):
    options = Options()
    made = desk(options=options)
    link = f"/start?ticket={tickets.issue(options, made.ids['chief'])}"
    client = made.client()
    for _ in range(2):
        assert client.get(link).status_code == 200
    ticket = {"ticket": link.partition("=")[2]}
    assert client.post("/start", data=ticket).headers["location"] == "/"
    assert "chief" in client.get("/").text
    assert made.client().post("/start", data=ticket).status_code == 403
    assert client.post("/start", data=ticket).headers["location"] == "/"


def test_the_language_can_be_switched(desk):
    client = desk(busy_record()).client("anna")
    answer = client.post("/language", data={"language": "en", "next": "/records"})
    assert answer.headers["location"] == "/records"
    text = client.get("/").text
    assert '<html lang="en">' in text
    assert "Review queue" in text
    client.post("/language", data={"language": "<b>", "next": "//evil.example"})
    assert "Review queue" in client.get("/").text


def test_a_person_who_was_shut_out_is_out_at_once(desk):
    made = desk(busy_record())
    client = made.client("anna")
    made.store.set_active(made.ids["anna"], False)
    assert client.get("/").status_code == 303


def test_a_desk_can_be_made_of_a_store_without_records(tmp_path):
    made = Made(tmp_path / "empty.db")
    assert "库里还没有记录" in made.client("anna").get("/").text
    made.store.close()
