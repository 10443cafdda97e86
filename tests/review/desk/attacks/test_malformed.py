"""Requests no browser sends: refused in plain words, they never break the desk, and each answer binds the browser."""

import socket
import threading
import time

import pytest

from extractor.review.desk import Options
from extractor.review.desk.routes import queue
from tests.records import busy_record
from tests.review.desk.made import csrf, sign_in
from tests.review.desk.served import serving

FORM = "application/x-www-form-urlencoded"
CHARSETS = (
    "raw_unicode_escape",
    "unicode_escape",
    "undefined",
    "punycode",
    "idna",
    "utf-16",
    "utf-7",
    "a\0b",
    "rot13",
    "base64",
    "",
)
HALF = b"\\ud800"


def multipart(charset, **fields):
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in fields.items()
    )
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    return {"content": body + b"--x--\r\n", "headers": {"content-type": kind}}


def is_bound(answer):
    headers = answer.headers
    return (
        "frame-ancestors 'none'" in headers["content-security-policy"]
        and headers["x-content-type-options"] == "nosniff"
        and headers["x-frame-options"] == "DENY"
    )


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_body_in_a_strange_charset_breaks_nothing(fort, charset):
    client, _ = fort.forger("anna")
    token = csrf(client).encode()
    for path, fields in (
        ("/login", {"visit": b"x" + HALF, "name": HALF, "password": HALF, "next": b"/" + HALF}),
        ("/start", {"ticket": HALF}),
        ("/language", {"language": HALF, "next": b"/" + HALF}),
        ("/next", {"csrf": HALF}),
        ("/item/1/draft", {"csrf": token, "reason": HALF, "start": HALF}),
        ("/item/1/decide", {"csrf": token, "kind": b"flag", "version": HALF, "key": HALF, "reason": HALF}),
        ("/item/1/trial", {"csrf": token, "text": HALF}),
    ):
        answer = client.post(path, **multipart(charset, **fields))
        assert answer.status_code < 500, (path, charset)
        assert is_bound(answer)
    assert client.get("/item/1").status_code == 200


def test_half_a_character_in_a_name_is_a_wrong_login(fort):
    client = fort.attacker()
    visit = client.get("/login").text.partition('name="visit" value="')[2].partition('"')[0].encode()
    answer = client.post("/login", **multipart("raw_unicode_escape", visit=visit, name=HALF, password=b"long enough"))
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "origin", ["http://[", "http://[::1", "//", "http://testserver:99999999999", "\xff", "http://", "null"]
)
def test_an_origin_that_is_none_is_another_site(fort, origin):
    client, _ = fort.forger("anna")
    answer = client.post("/next", data={"csrf": csrf(client)}, headers={"origin": origin.encode("latin-1")})
    assert answer.status_code == 403
    assert is_bound(answer)


BODIES = {
    "deep JSON": (b"[" * 100_000, "application/json"),
    "deep JSON object": (b'{"a":' * 20_000, "application/json"),
    "JSON": (b'{"kind": "accept"}', "application/json"),
    "JSON by another name": (b'{"kind": "accept"}', "text/plain"),
    "XML": (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "application/xml"),
    "no boundary": (b"--x", "multipart/form-data"),
    "unfinished": (b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nabc', "multipart/form-data; boundary=x"),
    "no name": (b"--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    "a file": (
        b'--x\r\nContent-Disposition: form-data; name="csrf"; filename="../../x"\r\n\r\nabc\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "invalid UTF-8": (b"csrf=%ff%fe\xff&reason=%ed%a0%80", FORM),
    "NUL": (b"csrf=%00&kind=\0", FORM),
    "very many fields": (b"&".join(b"f%d=1" % i for i in range(5_000)), FORM),
    "empty": (b"", FORM),
    "no kind": (b"csrf=x", ""),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("path", ["/item/1/decide", "/login"])
def test_a_body_that_is_no_form_is_refused(fort, path, name):
    body, kind = BODIES[name]
    before = fort.contents()
    client, _ = fort.forger("anna")
    answer = client.post(path, content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 403)
    assert is_bound(answer)
    assert fort.contents() == before


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "in pieces"])
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_a_giant_body_is_not_read_to_its_end(fort, kind, declared):
    taken = []

    def pieces():
        yield b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n'
        for _ in range(2_000):
            taken.append(1)
            yield b"x" * 10_000

    client = fort.attacker()
    body = b"x" * 20_000_000 if declared else pieces()
    answer = client.post("/login", content=body, headers={"content-type": kind})
    assert answer.status_code == 413
    assert is_bound(answer)


def test_a_body_that_trickles_in_does_not_hold_its_place_and_keeps_nobody_waiting(hold):
    made = hold(busy_record(), options=Options(body_seconds=1))
    with serving(made.app) as where, socket.create_connection(("127.0.0.1", int(where.rpartition(":")[2]))) as slow:
        head = f"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nContent-Length: 1000\r\n\r\n"
        slow.sendall(head.encode())
        stop = threading.Event()

        def trickle():
            while not stop.wait(0.2):
                try:
                    slow.sendall(b"a")
                except OSError:
                    return

        threading.Thread(target=trickle, daemon=True).start()
        begun = time.monotonic()
        slow.settimeout(15)
        answer = slow.recv(4096)
        stop.set()
    assert answer.startswith(b"HTTP/1.1 408")
    assert 0.9 < time.monotonic() - begun < 10


NUMBERS = ("0", "-1", "1.5", "1e3", "01x", "0x1", "2147483648", "9" * 40, "%EF%BC%91", "1%00", "1;DROP", "NaN")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_is_a_page_that_is_not_there(fort, number):
    client, post = fort.forger("anna")
    before = fort.contents()
    for path in ("/item/{}", "/record/{}", "/item/{}/after", "/item/{}/page/1.png", "/item/1/page/{}.png"):
        answer = client.get(path.format(number))
        assert answer.status_code in (404, 307, 303), path
        assert is_bound(answer)
    for path in ("/item/{}/decide", "/item/{}/draft", "/item/{}/hold", "/record/{}/approve"):
        assert post(path.format(number), kind="accept", version="0", key="k").status_code == 404, path
    assert fort.contents() == before


QUERIES = (
    "page=-1",
    "page=99999",
    "page=9e9",
    "page=%00",
    "reviewer=999999999",
    "reviewer=-1",
    "record=0",
    "year=0",
    "year=1.5",
    "unit=%00",
    "unit=%ED%A0%80",
    "unit=" + "x" * 5_000,
    "section=%27%20OR%201=1--",
    "band=MUST%27",
    "state=none",
    "queue=none",
    "queue=secret",
    "said=app.out",
    "said=../../x",
    "seen=%00",
    "seen=99999999999999",
    "unit=a&unit=b",
)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_that_cannot_be_meant_is_left_out(fort, query):
    client, _ = fort.forger("anna")
    for path in ("/", "/item/1", "/item/1/after", "/item/1/before", "/records", "/record/1", "/login"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code in (200, 303), path
        assert is_bound(answer)


VALUES = (
    "1e400",
    "NaN",
    "Infinity",
    "-Infinity",
    "9" * 25,
    "1." + "1" * 21,
    "=1+1",
    "--1",
    "1e5",
    "0x10",
    "٣",
    "1 2",
    "<b>1</b>",
    "1\0",
    "万元",
    "1,2,3.4.5",
    "½",
    "一百",
)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_that_is_no_amount_is_never_kept(fort, value):
    _, post = fort.forger("anna")
    for unit in ("万元", "元", "", "x" * 1_000):
        answer = post("/item/1/decide", kind="correct", text=value, unit=unit, version="0", key=f"v{len(unit)}")
        assert answer.status_code == 400
    assert fort.store.history(1) == []


FIELDS = (
    {"version": "-1"},
    {"version": "1.5"},
    {"version": "9" * 30},
    {"version": ""},
    {"version": "0", "key": ""},
    {"version": "0", "key": "x" * 65},
    {"version": "0", "key": "é"},
    {"version": "0", "kind": "undo"},
    {"version": "0", "kind": "approve_record"},
    {"version": "0", "kind": "<script>"},
    {"version": "0", "kind": ""},
    {"version": "0", "pick": "0"},
    {"version": "0", "pick": "-1"},
    {"version": "0", "pick": "9" * 20},
    {"version": "0", "kind": "flag", "reason": "x" * 100_000},
    {"version": "0", "kind": "flag", "reason": "a\0b"},
    {"version": "0", "kind": "correct", "text": "1", "start": "9", "end": "1"},
    {"version": "0", "kind": "correct", "text": "1", "start": "999999998", "end": "999999999"},
    {"version": "0", "kind": "correct", "text": "1", "row": "x" * 1_000},
    {"version": "0", "seconds": "-5"},
)


@pytest.mark.parametrize("fields", FIELDS, ids=str)
def test_a_decision_that_cannot_be_meant_is_refused(fort, fields):
    _, post = fort.forger("anna")
    answer = post("/item/1/decide", **{"kind": "accept", "key": "k", **fields})
    assert answer.status_code == 400
    assert fort.store.history(1) == []


METHODS = ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND")


@pytest.mark.parametrize("method", METHODS)
def test_only_the_methods_of_the_routes_are_answered(fort, method):
    client, _ = fort.forger("anna")
    for path in ("/", "/item/1/decide", "/record/1/approve"):
        answer = client.request(method, path)
        assert answer.status_code == 405
        assert is_bound(answer)


def test_no_field_or_header_makes_a_get_of_a_post(fort):
    client, _ = fort.forger("anna")
    before = fort.contents()
    for headers in ({}, {"x-http-method-override": "POST"}, {"x-method-override": "POST"}):
        for path in ("/next", "/undo", "/item/1/decide", "/record/1/approve", "/logout"):
            answer = client.get(f"{path}?_method=POST&csrf={csrf(client)}&kind=accept&version=0&key=k", headers=headers)
            leads_to_the_item = answer.headers.get("location") == "/item/1"  # where a reload of a refusal leads
            assert answer.status_code == 405 or leads_to_the_item, path
    assert fort.contents() == before


def test_a_mistake_of_ours_says_what_to_do_and_binds_the_browser_too(hold, monkeypatch):
    made = hold(busy_record())
    client = made.attacker("anna")
    monkeypatch.setattr(queue, "pace_of", lambda *_: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "复核台出错" in answer.text
    assert "division" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert is_bound(answer)
    assert client.get("/", headers={"accept": "application/json"}).json()["error"].startswith("复核台出错")


def test_no_answer_with_data_is_kept_by_a_browser(fort):
    client, _ = fort.forger("anna")
    for path in ("/", "/item/1", "/record/1", "/records", "/login", "/nothing", "/item/1/page/1.png", "/item/1/after"):
        assert client.get(path).headers["cache-control"] == "no-store", path


def test_a_header_cannot_be_slipped_into_an_answer(fort):
    client, post = fort.forger("anna")
    for where in ("/\r\nset-cookie: a=b", "/x%0d%0aset-cookie: a=b", "/\nx: y", "/\u2028x"):
        for answer in (
            sign_in(fort.attacker(), "ben", where=where),
            client.post("/language", data={"language": "en", "next": where}),
            client.get("/item/999999/after", params={"unit": where}),
            post("/next?unit=" + "%0d%0aset-cookie:%20a=b"),
        ):
            assert "\n" not in answer.headers.get("location", "")
            assert "\r" not in answer.headers.get("location", "")
            assert "a=b" not in answer.headers.get("set-cookie", "")


PATHS = (
    "/static/..%2fapp.py",
    "/static/%2e%2e/app.py",
    "/static/....//app.py",
    "/static/desk.css%00.js",
    "/static/..%5capp.py",
    "/static//etc/passwd",
    "/static/%2fetc%2fpasswd",
    "/static/desk.css/",
    "/item/1/page/..%2f1.png",
    "/item/1/page/1.png%00",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file_that_is_not_the_desks(fort, path):
    client, _ = fort.forger("anna")
    answer = client.get(path)
    assert answer.status_code in (404, 307)
    assert "create_app" not in answer.text
    assert "root:" not in answer.text
