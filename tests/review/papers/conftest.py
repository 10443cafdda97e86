"""A desk on SQLite with people and a busy record."""

import pytest

from extractor.review.store import open_store
from tests.records import busy_record
from tests.review.store.conftest import ALONE, Now, make_team


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "review.db"), settings=ALONE, clock=Now())
    yield opened
    opened.close()


@pytest.fixture
def team(store):
    return make_team(store)


@pytest.fixture
def record(store, team):
    """The id of a record that has something of everything."""
    return store.import_record(busy_record(), by=team["chief"]).record
