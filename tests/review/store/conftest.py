"""Every test of the store runs on SQLite and on a real PostgreSQL server."""

import itertools
import os
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from extractor.review.store import Settings, open_store
from tests.review.store import postgres

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashes in no time: what is tested is the store, not argon2."""
ALONE = Settings(double_share=0, audit_share=0, hasher=QUICK)
_number = itertools.count()


class Now:
    """A clock that goes only when told to."""

    def __init__(self):
        self.moment = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def pass_by(self, seconds):
        self.moment += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def postgresql():
    """The folder of a running server's socket. Missing programs fail the tests in CI, and skip them elsewhere."""
    if postgres.programs() is None:
        why = "no PostgreSQL server programs (apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with postgres.server() as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def dsn(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "review.db")
    return postgres.create(request.getfixturevalue("postgresql"), f"t{next(_number)}")


@pytest.fixture
def now():
    return Now()


@pytest.fixture
def opened(dsn, now):
    """Opens the store with settings; all are closed in the end."""
    stores = []

    def opens(settings=ALONE):
        stores.append(open_store(dsn, settings=settings, clock=now))
        return stores[-1]

    yield opens
    for store in stores:
        store.close()


@pytest.fixture
def store(opened):
    return opened()


@pytest.fixture
def team(store):
    """One of each: viewer, two reviewers, adjudicator, admin; by name."""
    return make_team(store)


def make_team(store, behind=""):
    """Make one person of each role; their names end in `behind`."""
    roles = {"look": "viewer", "anna": "reviewer", "ben": "reviewer", "judge": "adjudicator", "chief": "admin"}
    return {name: store.create_user(name + behind, f"password of {name}", role).id for name, role in roles.items()}
