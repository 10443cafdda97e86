"""Nobody does what his role does not allow, on any route there is. A new route needs a line in `NEEDS`."""

import pytest

from extractor.review.desk.routes import ROUTERS
from tests.records import busy_record
from tests.review.desk.made import csrf

ANYONE, VIEWER, REVIEWER, ADJUDICATOR, ADMIN = range(-1, 4)
PEOPLE = {None: ANYONE, "look": VIEWER, "anna": REVIEWER, "judge": ADJUDICATOR, "chief": ADMIN}
NEEDS = {
    ("GET", "/login"): ANYONE,
    ("POST", "/login"): ANYONE,
    ("GET", "/start"): ANYONE,
    ("POST", "/language"): ANYONE,
    ("GET", "/static/{name}"): ANYONE,
    ("GET", "/favicon.ico"): ANYONE,
    ("GET", "/item/{item}/decide"): ANYONE,  # leads to the item, which asks who one is
    ("GET", "/"): VIEWER,
    ("GET", "/exports"): VIEWER,
    ("GET", "/work"): VIEWER,
    ("POST", "/exports/{kind}"): VIEWER,
    ("GET", "/item/{item}/page/{number}.json"): VIEWER,
    ("GET", "/records"): VIEWER,
    ("GET", "/record/{record}"): VIEWER,
    ("GET", "/item/{item}"): VIEWER,
    ("GET", "/item/{item}/after"): VIEWER,
    ("GET", "/item/{item}/before"): VIEWER,
    ("GET", "/item/{item}/page/{number}.png"): VIEWER,
    ("POST", "/item/{item}/trial"): VIEWER,
    ("POST", "/item/{item}/release"): VIEWER,
    ("POST", "/next"): REVIEWER,
    ("POST", "/undo"): REVIEWER,
    ("POST", "/item/{item}/decide"): REVIEWER,
    ("POST", "/item/{item}/draft"): REVIEWER,
    ("POST", "/item/{item}/hold"): REVIEWER,
    ("POST", "/record/{record}/approve"): REVIEWER,
    ("GET", "/disputes"): ADJUDICATOR,
    ("POST", "/disputes/next"): ADJUDICATOR,
    ("GET", "/dispute/{item}"): ADJUDICATOR,
    ("POST", "/dispute/{item}"): ADJUDICATOR,
    ("GET", "/trail"): ADJUDICATOR,
    ("GET", "/people"): ADMIN,
    ("POST", "/people"): ADMIN,
    ("POST", "/people/{person}"): ADMIN,
}
TESTED_ELSEWHERE = {("POST", "/logout"), ("POST", "/start")}
FORM = {
    "kind": "accept",
    "version": "0",
    "key": "one press",
    "text": "1",
    "reason": "试",
    "language": "en",
    "change": "role",
    "role": "admin",
}


def address(path):
    for name, value in (
        ("item", "1"),
        ("record", "1"),
        ("number", "1"),
        ("name", "desk.css"),
        ("person", "2"),
        ("kind", "final"),
    ):
        path = path.replace(f"{{{name}}}", value)
    return path


def routes():
    """Method and path of every route of the desk."""
    return {
        (method, route.path) for router in ROUTERS for route in router.routes for method in route.methods - {"HEAD"}
    }


def test_every_route_says_here_who_may_use_it():
    assert routes() == set(NEEDS) | TESTED_ELSEWHERE, "a new route needs a line in NEEDS"


def test_there_is_nothing_beside_the_routes(fort):
    assert len(fort.app.routes) == len(ROUTERS)
    for path in ("/docs", "/redoc", "/openapi.json", "/static", "/static/", "/admin", "/.env", "/metrics"):
        assert fort.attacker("chief").get(path).status_code == 404, path


@pytest.mark.parametrize("name", PEOPLE, ids=str)
def test_nobody_does_what_his_role_does_not_allow(hold, name):
    made = hold(busy_record())
    client = made.attacker(name)
    fields = {**FORM, "csrf": csrf(client) if name else "x", "name": "upstart", "password": "a long password"}
    before = made.contents()
    for (method, path), least in sorted(NEEDS.items(), key=lambda pair: pair[1] <= PEOPLE[name]):
        answer = client.request(method, address(path), data=fields if method == "POST" else None)
        led_away = answer.status_code == 401 or answer.headers.get("location", "").startswith("/login?next=")
        if PEOPLE[name] >= least:
            assert not led_away, (method, path)
            assert answer.status_code in (200, 303, 400, 404, 409) or path == "/login", (method, path)
        else:
            assert led_away if name is None else answer.status_code == 403, (method, path)
            assert made.contents() == before, (method, path)


def test_a_new_role_ends_the_sessions_that_had_the_old_one(hold):
    made = hold()
    client = made.attacker("chief")
    assert client.get("/").status_code == 200
    made.store.set_role(made.ids["judge"], "admin")
    made.store.set_role(made.ids["chief"], "viewer")
    assert client.get("/").headers["location"].startswith("/login")


def test_a_new_password_ends_all_sessions(hold):
    made = hold()
    clients = [made.attacker("anna"), made.attacker("anna")]
    made.store.set_password(made.ids["anna"], "quite another one")
    assert all(client.get("/").status_code == 303 for client in clients)


def test_no_form_field_makes_anybody_more_than_he_is(fort):
    client, post = fort.forger("look")
    grand = {"role": "admin", "user": str(fort.ids["chief"]), "by": str(fort.ids["chief"]), "user_id": "5"}
    assert post("/next", **grand).status_code == 403
    assert post("/item/1/decide", **{**FORM, **grand}).status_code == 403
    headers = {
        "x-user": "chief",
        "x-forwarded-user": "chief",
        "remote-user": "chief",
        "authorization": "Basic Y2hpZWY6",
    }
    assert fort.attacker().get("/", headers=headers).status_code == 303
    assert client.get("/?user=5&role=admin").status_code == 200
    assert fort.store.user("look").role == "viewer"
