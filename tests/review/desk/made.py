"""Desks for tests: fictional records, people with quick passwords, and a client that signs in as a person would."""

import re
from dataclasses import replace

from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from extractor.review.desk import Options, create_app
from extractor.review.store import Settings, open_store
from schemas.document import Grid
from schemas.fact import Confidence
from schemas.record import Record
from tests.records import record_of

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ALONE = Settings(double_share=0, audit_share=0, hasher=QUICK)
ROLES = {"look": "viewer", "anna": "reviewer", "ben": "reviewer", "judge": "adjudicator", "chief": "admin"}

WRONG_TOTAL = """收入支出决算总表
单位：万元
项目\t行次\t决算数
本年收入合计\t1\t1,200.00
年初结转和结余\t2\t84.50
收入总计\t3\t1,248.50
"""
"""A form whose total is misread: 1,284.50 would close it."""
TOTAL = "T1/收入总计/决算数"


def password(name):
    return f"password of {name}"


def wrong_total() -> Record:
    """A record whose one doubtful figure is the total of a form that does not add up."""
    record = record_of(WRONG_TOTAL)
    doubt = Confidence(band="MUST", score=0.3, reasons=("合计与各项之和不符",))
    facts = tuple(fact.model_copy(update={"confidence": doubt}) if fact.id == TOTAL else fact for fact in record.facts)
    chunks = tuple(chunk.model_copy(update={"unused_numbers": ()}) for chunk in record.chunks)
    start = WRONG_TOTAL.index("项目")
    document = record.documents[0].model_copy(
        update={"grids": (Grid(start=start, end=len(WRONG_TOTAL), layout="tabbed"),)}
    )
    return record.model_copy(update={"facts": facts, "chunks": chunks, "documents": (document,)})


class Made:
    """A store with people and the desk on it."""

    def __init__(self, where, *records, options=None, settings=ALONE):
        self.store = open_store(str(where), settings=settings)
        self.ids = {name: self.store.create_user(name, password(name), role).id for name, role in ROLES.items()}
        self.records = [self.store.import_record(record).record for record in records]
        options = options or Options()
        own = options.names | {"testserver"}  # what a test client calls itself
        self.app = create_app(self.store, replace(options, names=own))

    def client(self, name=None, **more):
        """A client, signed in as `name`."""
        client = TestClient(self.app, follow_redirects=False, **more)
        if name:
            answer = sign_in(client, name)
            assert answer.status_code == 303, answer.text
        return client

    def item(self, key):
        """The item of a key of the first record."""
        return next(one for one in self.store.items(everything()) if one.key == key)


def everything():
    from extractor.review.store import Filters

    return Filters(queues=("review", "audit", "numbers", "none"))


def sign_in(client, name, secret=None, where="/"):
    page = client.get("/login")
    visit = re.search(r'name="visit" value="([^"]+)"', page.text)[1]
    fields = {"visit": visit, "name": name, "password": secret or password(name), "next": where}
    return client.post("/login", data=fields)


def csrf(client, path="/"):
    """The token that forms of a page carry."""
    return re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)[1]


def form_of(client, item):
    """The hidden fields of an item's form, as a browser would send them back."""
    text = client.get(f"/item/{item}").text
    form = text[text.index('<form id="answer"') :]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[: form.index("</form>")])
    return dict(hidden)
