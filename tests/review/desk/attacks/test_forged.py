"""Posts that are not the person's own, and sessions somebody else chose: neither counts."""

import re

import pytest
from fastapi.testclient import TestClient

from extractor.review.desk import Options, tickets
from extractor.review.store import open_store
from tests.records import busy_record
from tests.review.desk.attacks.test_roles import FORM, address, routes
from tests.review.desk.made import ALONE, csrf, password, sign_in

WITHOUT_TOKEN = {"/login", "/start", "/language"}
COOKIE = "juesuan_session"


POSTS = sorted(address(path) for method, path in routes() if method == "POST" and path not in WITHOUT_TOKEN)


def cookie(client, name=COOKIE):
    return next((one.value for one in client.cookies.jar if one.name == name), None)


def test_no_post_counts_without_the_sessions_own_token(fort):
    client, other = fort.attacker("chief"), fort.attacker("anna")
    before = fort.contents()
    own, strange = csrf(client), csrf(other)
    assert own != strange
    for path in POSTS:
        for forged in ("", "x" * 43, strange, own[:-1], own + "x", own.swapcase(), "\0", cookie(client), "é"):
            for answer in (
                client.post(path, data={**FORM, "csrf": forged}),
                client.post(f"{path}?csrf={own}", data={**FORM, "csrf": forged}),
                client.post(path, data=FORM, headers={"x-csrf-token": forged.encode().replace(b"\0", b"")}),
            ):
                assert answer.status_code == 403, (path, forged)
        assert client.post(path, data=FORM).status_code == 403
    assert fort.contents() == before
    assert client.get("/").status_code == 200


SITES = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:81"},
    {"origin": "http://user@testserver"},
    {"origin": "file://"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "made up"},
    {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
)


@pytest.mark.parametrize("headers", SITES, ids=str)
def test_no_post_of_another_site_counts_even_with_the_token(fort, headers):
    client = fort.attacker("chief")
    token, before = csrf(client), fort.contents()
    for path in (*POSTS, *WITHOUT_TOKEN):
        assert client.post(path, data={**FORM, "csrf": token}, headers=headers).status_code == 403, path
    assert fort.contents() == before


def test_a_login_is_not_forged_with_a_visit_of_the_attackers_own(fort):
    mine = fort.attacker()
    visit = re.search(r'name="visit" value="([^"]+)"', mine.get("/login").text)[1]
    fields = {"visit": visit, "name": "anna", "password": password("anna")}
    for victim in (fort.attacker(), fort.attacker()):
        assert victim.post("/login", data=fields).status_code == 403
        assert cookie(victim) is None
    assert fort.attacker().post("/login", data={**fields, "visit": ""}).status_code == 403


def test_a_planted_session_is_never_the_one_that_is_signed_in(fort):
    client = fort.attacker()
    client.cookies.set(COOKIE, "planted-by-somebody", domain="testserver.local", path="/")
    sign_in(client, "anna")
    values = {one.value for one in client.cookies.jar if one.name == COOKIE}
    assert fort.store.session("planted-by-somebody") is None
    assert "planted-by-somebody" not in values


def test_signing_in_over_somebody_elses_session_ends_that_and_takes_nothing_of_it(fort):
    attacker = fort.attacker("ben")
    planted = cookie(attacker)
    old_token = csrf(attacker)
    victim = fort.attacker()
    victim.cookies.set(COOKIE, planted, domain="testserver.local", path="/")
    sign_in(victim, "anna")
    assert attacker.get("/").status_code == 303
    assert csrf(victim) != old_token
    assert "anna" in victim.get("/").text


def test_looking_around_never_makes_a_session(fort):
    client = fort.attacker()
    for path in ("/login", "/start?ticket=x", "/", "/nothing", "/static/desk.css"):
        client.get(path)
    assert cookie(client) is None


def test_signing_out_ends_the_session_for_a_stolen_cookie_too(fort):
    client = fort.attacker("anna")
    thief = fort.attacker()
    thief.cookies.set(COOKIE, cookie(client), domain="testserver.local", path="/")
    assert thief.get("/").status_code == 200
    client.post("/logout", data={"csrf": csrf(client)})
    assert thief.get("/").status_code == 303
    assert thief.post("/next", data={"csrf": "x"}, headers={"accept": "application/json"}).status_code == 401


def test_signing_out_cannot_be_done_to_somebody(fort):
    client = fort.attacker("anna")
    assert client.post("/logout").status_code == 403
    assert client.get("/logout").status_code == 405
    assert client.get("/").status_code == 200


def test_a_session_ends_by_itself(tmp_path):
    from tests.review.desk.attacks.conftest import Fort
    from tests.review.store.conftest import Now

    now, made = Now(), Fort(tmp_path / "a.db")
    made.store.close()
    made.store = made.app.state.desk.store = open_store(str(tmp_path / "a.db"), settings=ALONE, clock=now)
    client = made.attacker("anna")
    now.pass_by(ALONE.session_seconds - 1)
    assert client.get("/").status_code == 200
    now.pass_by(2)
    assert client.get("/").status_code == 303
    made.store.close()


def test_every_cookie_is_bound_to_this_site_and_with_tls_to_tls(hold):
    made = hold(options=Options(https=True, cookie="__Host-juesuan_1"))
    client = TestClient(made.app, base_url="https://localhost", follow_redirects=False)
    said = [client.get("/login").headers["set-cookie"], sign_in(client, "anna").headers["set-cookie"]]
    said.append(client.post("/language", data={"language": "en"}).headers["set-cookie"])
    for one in said:
        words = one.lower()
        assert "samesite=strict" in words
        assert "secure" in words
        assert "domain" not in words
    assert all("httponly" in one.lower() for one in said[:2])
    assert client.get("/login").headers["strict-transport-security"].startswith("max-age=")


def test_the_token_and_the_session_are_in_no_address_and_no_page_but_the_form(fort):
    client = fort.attacker("anna")
    for path in ("/", "/item/1", "/record/1", "/records"):
        text = client.get(path).text
        assert cookie(client) not in text
        assert csrf(client) not in "".join(re.findall(r'(?:href|src|action)="([^"]*)"', text))
    answer = client.post("/next", data={"csrf": csrf(client)})
    assert csrf(client) not in answer.headers["location"]


def test_a_ticket_is_not_guessed_and_not_used_by_a_look(hold):
    options = Options()
    made = hold(busy_record(), options=options)
    ticket = tickets.issue(options, made.ids["chief"])
    client = made.attacker()
    for guess in ("", "x", ticket[:-1], ticket.lower(), ticket + "=", "é", "\0", str(made.ids["chief"])):
        assert client.post("/start", data={"ticket": guess}).status_code == 403
    assert client.get(f"/start?ticket={ticket}").status_code == 200
    assert cookie(client) is None
    assert ticket not in str(options)
    assert client.post("/start", data={"ticket": ticket}).status_code == 303
    assert client.get("/").status_code == 200


NEXT = (
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "///evil.example",
    "/\t/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "／／evil.example",
    "evil.example",
    "/\x00/evil.example",
    "?next=//evil",
    "@evil.example",
    ".evil.example",
)


@pytest.mark.parametrize("where", NEXT)
def test_no_next_leads_away_from_the_desk(fort, where):
    client = fort.attacker()
    form = client.get("/login", params={"next": where}).text
    assert 'name="next" value="/"' in form
    assert client.post("/language", data={"language": "en", "next": where}).headers["location"] == "/"
