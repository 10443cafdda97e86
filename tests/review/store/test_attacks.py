"""Ten thousand wrong passwords: few are looked at, an honest person gets in, and nothing says which names there are."""

from collections import Counter
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from extractor.review.store import BadLogin, Settings, TooManyAttempts, open_store
from extractor.review.store.tables import login_attempts
from tests.review.store.conftest import QUICK, Now, make_team

ANNA = "password of anna"
TRIES = 10_000
HOME = "192.0.2.7"


class Counting(PasswordHasher):
    """Counts the hashes that are tried, by their cost."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.tried = []

    def verify(self, hashed, password):
        self.tried.append(hashed.rpartition("$")[0].rpartition("$")[0])
        return super().verify(hashed, password)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk on SQLite whose anna has signed in from home before, its clock, and the hashes it tries."""
    hasher, now = Counting(), Now()
    store = open_store(
        str(tmp_path_factory.mktemp("desk") / "review.db"), settings=Settings(hasher=hasher, double_share=0), clock=now
    )
    make_team(store)
    store.login("anna", ANNA, client=HOME)
    yield store, now, hasher
    store.close()


@pytest.fixture(autouse=True)
def _calm(desk):
    """Begin each test when the last attack is over."""
    _, now, hasher = desk
    now.pass_by(901)
    hasher.tried.clear()


def tried(store, name, client):
    try:
        store.login(name, "guess", client=client)
    except (BadLogin, TooManyAttempts) as error:
        return type(error)
    return None


def test_ten_thousand_tries_on_an_account_from_everywhere_do_not_lock_its_owner_out(desk):
    store, now, hasher = desk
    said = Counter(tried(store, "anna", f"203.0.113.{turn}") for turn in range(TRIES))
    assert said == {BadLogin: 50, TooManyAttempts: TRIES - 50}
    assert len(hasher.tried) == 50
    assert store.login("anna", ANNA, client=HOME).user.name == "anna"
    with pytest.raises(TooManyAttempts) as caught:
        store.login("anna", ANNA, client="198.51.100.1")
    now.pass_by(caught.value.retry_after)
    assert store.login("anna", ANNA, client="198.51.100.1").user.name == "anna"


def test_ten_thousand_tries_from_an_address_are_stopped_whatever_names_they_guess(desk):
    store, now, _ = desk
    said = Counter(tried(store, f"guess{turn}", "203.0.113.9") for turn in range(TRIES))
    assert said == {BadLogin: 20, TooManyAttempts: TRIES - 20}
    with pytest.raises(TooManyAttempts):
        store.login("ben", "password of ben", client="203.0.113.9")
    assert store.login("ben", "password of ben", client="203.0.113.10").user.name == "ben"
    now.pass_by(901)
    assert store.login("ben", "password of ben", client="203.0.113.9").user.name == "ben"


def test_an_attack_that_never_ends_gets_few_guesses_a_day_and_never_shuts_out_a_known_address(desk):
    store, now, hasher = desk
    for turn in range(240):
        for guess in range(3):
            tried(store, "anna", f"203.0.113.{turn}.{guess}")
        now.pass_by(60)
        if turn % 24 == 23:
            assert store.login("anna", ANNA, client=HOME)
    hours = 240 * 60 / 3600
    assert len(hasher.tried) <= 50 * (hours * 3600 / 900 + 1) + 10
    assert store._database.read(lambda c: len(c.execute(select(login_attempts)).all())) <= 50


def test_a_known_address_is_held_to_five_tries_too(desk):
    store, now, _ = desk
    assert [tried(store, "anna", HOME) for _ in range(6)] == [BadLogin] * 5 + [TooManyAttempts]
    now.pass_by(901)
    assert store.login("anna", ANNA, client=HOME)


def test_to_be_known_somewhere_is_no_pass_for_another_name(desk):
    store, _, _ = desk
    for turn in range(20):
        assert tried(store, f"guess{turn}", HOME) is BadLogin
    assert tried(store, "ben", HOME) is TooManyAttempts
    assert store.login("anna", ANNA, client=HOME)


@pytest.mark.parametrize("name", ["anna", "nobody", "judge", "x" * 64, ""])
def test_a_name_nobody_has_costs_the_same_one_hash_as_one_that_is_there(desk, name):
    store, _, hasher = desk
    assert tried(store, name, "198.51.100.2") is BadLogin
    assert hasher.tried == [hasher.hash("any").rpartition("$")[0].rpartition("$")[0]]


def test_a_person_kept_out_costs_the_same_and_hears_the_same(desk):
    store, _, hasher = desk
    store.create_user("gone", "password of gone", "reviewer")
    store.set_active(store.user("gone").id, False)
    with pytest.raises(BadLogin, match="用户名或密码不对"):
        store.login("gone", "password of gone", client="198.51.100.3")
    assert len(hasher.tried) == 1


def test_on_both_engines_a_known_address_gets_in_while_a_name_is_under_attack(opened):
    store = opened(replace(Settings(double_share=0), hasher=QUICK))
    make_team(store)
    store.login("anna", ANNA, client=HOME)
    assert [tried(store, "anna", f"c{turn}") for turn in range(51)][-1] is TooManyAttempts
    assert store.login("anna", ANNA, client=HOME).user.name == "anna"
