"""A desk under siege: one for all attacks of a module that must not change it, and what it holds, to tell."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from extractor.review.store.tables import metadata
from tests.records import busy_record
from tests.review.desk.made import Made, csrf

_COMING_AND_GOING = {"sessions", "login_attempts", "audit", "audit_head"}


class Fort(Made):
    """A desk whose mistakes are seen as a stranger sees them: as answers, not as exceptions."""

    def __init__(self, *where, **more):
        super().__init__(*where, **more)
        self._forgers = {}

    def attacker(self, name=None):
        """A client, signed in as `name`, that gets 500 where the desk breaks."""
        client = TestClient(self.app, follow_redirects=False, raise_server_exceptions=False)
        if name:
            client.cookies.update({c.name: c.value for c in self.client(name).cookies.jar if c.path == "/"})
        return client

    def forger(self, name):
        """The same, and a post that carries the right token. Signed in once: do not sign out."""
        if name not in self._forgers:
            client = self.attacker(name)
            self._forgers[name] = client, csrf(client)
        client, token = self._forgers[name]
        return client, lambda path, **fields: client.post(path, data={"csrf": token, **fields})

    def contents(self):
        """Everything in the database but who came and went."""
        with self.store._database.engine.connect() as connection:
            return {
                table.name: connection.execute(select(table)).all()
                for table in metadata.sorted_tables
                if table.name not in _COMING_AND_GOING
            }


@pytest.fixture(scope="module")
def fort(tmp_path_factory):
    made = Fort(tmp_path_factory.mktemp("fort") / "desk.db", busy_record())
    yield made
    made.store.close()


@pytest.fixture
def hold(tmp_path):
    """Makes a desk that may be changed."""
    made = []

    def makes(*records, **more):
        made.append(Fort(tmp_path / f"hold-{len(made)}.db", *records, **more))
        return made[-1]

    yield makes
    for one in made:
        one.store.close()
