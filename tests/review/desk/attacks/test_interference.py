"""Two desks on which one thing differs: what somebody answered. Who must not know it cannot tell the desks apart."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.review.desk.app import create_app
from extractor.review.desk.options import Options
from extractor.review.store import open_store
from tests.review.desk.attacks.conftest import Fort
from tests.review.desk.attacks.test_roles import address, routes
from tests.review.desk.made import ALONE
from tests.review.store.conftest import Now
from tests.review.store.made import doubtful, lines

TWICE = replace(ALONE, double_share=Decimal(1))
ANSWERS = (
    {"kind": "accept"},
    {"kind": "correct", "text": "98765.43", "unit": "万元", "reason": "附表三写的是另一个数"},
    {"kind": "absent", "reason": "没有印"},
)
ONCE = re.compile(
    r'name="(?:csrf|key|visit)" value="[^"]*"|data-csrf="[^"]*"|[0-9a-f]{64}|[0-9a-f]{16}…|20\d\d-\d\d-\d\d[T ][\d:.]+'
)
EXPORTS = ("corrections", "gold", "final", "workpaper", "everything")


def desk_after(where, answer):
    """A desk whose clock stands still, on which anna has answered the first of three items that two look at."""
    now = Now()
    made = Fort(where, doubtful(lines(3)), settings=TWICE)
    made.store.close()
    made.store = open_store(str(where), settings=TWICE, clock=now)
    made.app = create_app(made.store, Options(names=frozenset({"testserver"})))
    item = made.store.items()[0].id
    post = made.forger("anna")[1]
    assert post(f"/item/{item}/decide", version="0", key="a", seconds="9", **answer).status_code == 303
    return made, item


def told(made, item, reader):
    """Everything a reader is told, by route."""
    client, post = made.forger(reader)
    found = {}
    for method, path in sorted(routes()):
        if method == "GET":
            where = address(path).replace("/item/1", f"/item/{item}").replace("/dispute/1", f"/dispute/{item}")
            found[path] = client.get(where)
    for query in (
        f"?reviewer={made.ids['anna']}",
        "?state=second",
        "?state=settled",
        "?state=adjudicate",
        "?queue=audit",
    ):
        found[query] = client.get(f"/{query}")
    found["seen"] = client.get(f"/item/{item}?seen=0")
    for what in ("trial", "hold", "release"):
        found[what] = post(f"/item/{item}/{what}", text="1", unit="万元")
    found["stale"] = post(f"/item/{item}/decide", version="0", key="k", kind="accept")
    for kind in EXPORTS:
        found[kind] = post(f"/exports/{kind}", record="1")
    return {path: (answer.status_code, plain(answer)) for path, answer in found.items()}


def plain(answer):
    if answer.content[:2] == b"PK":
        return "\n".join(unpacked(answer.content))
    return ONCE.sub("", answer.text)


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            inner = archive.read(name)
            yield from unpacked(inner) if inner[:2] == b"PK" else [name, ONCE.sub("", inner.decode("utf-8", "replace"))]


@pytest.mark.parametrize("reader", ["ben", "look", "judge", "chief"])
def test_who_is_to_look_blindly_cannot_tell_what_the_first_answered(tmp_path, reader):
    desks = [desk_after(tmp_path / f"{turn}.db", answer) for turn, answer in enumerate(ANSWERS)]
    first, *others = [told(made, item, reader) for made, item in desks]
    for made, _ in desks:
        made.store.close()
    for other in others:
        assert [path for path in first if first[path] != other[path]] == []
