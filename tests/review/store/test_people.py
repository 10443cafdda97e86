"""People: who may do what, and how they get in."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from extractor.review.store import BadInput, BadLogin, NotAllowed, NotFound, Settings, TooManyAttempts
from extractor.review.store.tables import login_attempts, sessions, users
from tests.review.store.conftest import ALONE, QUICK

ANNA = "password of anna"


@pytest.mark.usefixtures("team")
def test_a_password_is_kept_as_an_argon2_hash_and_nowhere_else(store):
    hashed = store._database.read(lambda c: c.execute(select(users.c.password_hash)).scalars().all())
    assert all(one.startswith("$argon2id$") and "password" not in one for one in hashed)
    assert Settings().hasher.memory_cost >= 19_456


def test_only_an_admin_manages_people(store, team):
    for who in ("look", "anna", "judge"):
        for attempt in (
            lambda by: store.create_user("new", "a long password", "admin", by=by),
            lambda by: store.set_role(by, "admin", by=by),
            lambda by: store.set_active(team["chief"], False, by=by),
            lambda by: store.set_password(team["chief"], "another password", by=by),
        ):
            with pytest.raises(NotAllowed):
                attempt(team[who])
    assert store.create_user("new", "a long password", "reviewer", by=team["chief"]).role == "reviewer"


def test_the_last_admin_stays(store, team):
    for attempt in (
        lambda: store.set_role(team["chief"], "viewer", by=team["chief"]),
        lambda: store.set_active(team["chief"], False),
    ):
        with pytest.raises(NotAllowed, match="管理员"):
            attempt()
    store.set_role(team["anna"], "admin", by=team["chief"])
    store.set_role(team["chief"], "viewer", by=team["anna"])


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "a\0b", "a\nb", "\u202eanna"])
def test_a_name_that_is_none_is_refused(store, name):
    with pytest.raises(BadInput, match="用户名"):
        store.create_user(name, "a long password", "reviewer")


def test_a_name_is_given_once(store, team):
    with pytest.raises(BadInput, match="已有"):
        store.create_user(" anna ", "a long password", "reviewer")
    assert store.user("anna").id == team["anna"]
    with pytest.raises(NotFound):
        store.user("nobody")


@pytest.mark.parametrize(("password", "role"), [("short", "viewer"), ("x" * 201, "viewer"), ("a long password", "god")])
def test_bad_passwords_and_roles_are_refused(store, password, role):
    with pytest.raises(BadInput):
        store.create_user("new", password, role)


@pytest.mark.usefixtures("team")
def test_a_login_gives_a_session_whose_token_is_not_in_the_store(store, now):
    login = store.login("anna", ANNA, client="10.0.0.1")
    assert store.session(login.token).user.name == "anna"
    assert store.session(login.token).csrf == login.csrf != login.token
    kept = store._database.read(lambda c: c.execute(select(sessions)).mappings().one())
    assert login.token not in str(dict(kept))
    now.pass_by(12 * 3600 + 1)
    assert store.session(login.token) is None


@pytest.mark.usefixtures("team")
def test_every_login_has_a_token_of_its_own_and_ends_the_one_before(store):
    first = store.login("anna", ANNA, client="x")
    second = store.login("anna", ANNA, client="x", old_token=first.token)
    assert first.token != second.token
    assert store.session(first.token) is None
    store.logout(second.token)
    assert store.session(second.token) is None


@pytest.mark.parametrize("token", ["", "nonsense", "\0", "\ud800", "x" * 100_000])
def test_a_token_that_is_none_opens_nothing(store, token):
    assert store.session(token) is None


def test_a_session_ends_when_its_person_changes(store, team):
    for change in (
        lambda: store.set_role(team["anna"], "viewer"),
        lambda: store.set_password(team["anna"], ANNA, by=team["anna"]),
        lambda: store.set_active(team["anna"], False),
    ):
        login = store.login("anna", ANNA, client="x")
        change()
        assert store.session(login.token) is None
    with pytest.raises(BadLogin):
        store.login("anna", ANNA, client="x")


def test_a_person_who_is_kept_out_or_demoted_can_do_nothing_from_then_on(store, team):
    store.set_active(team["anna"], False)
    with pytest.raises(NotAllowed):
        store.claim_next(team["anna"])
    store.set_role(team["judge"], "viewer")
    with pytest.raises(NotAllowed):
        store.claim_adjudication(team["judge"])


@pytest.mark.parametrize(
    ("name", "password"),
    [("anna", "wrong"), ("nobody", ANNA), ("", ""), ("anna", "x" * 10**6), ("a\0", "b"), ("anna", "\ud800" * 10)],
)
@pytest.mark.usefixtures("team")
def test_a_failed_login_never_says_what_was_wrong(store, name, password):
    with pytest.raises(BadLogin) as caught:
        store.login(name, password, client="x")
    assert str(caught.value) == "用户名或密码不对"


@pytest.mark.usefixtures("team")
def test_failed_logins_are_limited_by_name_and_address_and_the_limit_ends(store, now):
    for _ in range(5):
        with pytest.raises(BadLogin):
            store.login("anna", "wrong", client="bad")
    with pytest.raises(TooManyAttempts) as caught:
        store.login("anna", ANNA, client="bad")
    assert caught.value.retry_after == 900
    assert store.login("anna", ANNA, client="good")
    now.pass_by(901)
    assert store.login("anna", ANNA, client="bad")


@pytest.mark.usefixtures("team")
def test_one_address_cannot_try_many_names_nor_many_addresses_one_name(store):
    tried = {"one address": [(f"n{i}", "bad") for i in range(30)], "one name": [("ben", f"c{i}") for i in range(60)]}
    for tries, limit in zip(tried.values(), (20, 50), strict=True):
        refused = [_outcome(store, name, client) for name, client in tries]
        assert refused.index(TooManyAttempts) == limit
        assert set(refused[limit:]) == {TooManyAttempts}


@pytest.mark.usefixtures("team")
def test_a_thousand_tries_leave_no_trace_but_the_first_few(store):
    outcomes = [_outcome(store, "anna", "bad") for _ in range(1000)]
    assert outcomes.count(BadLogin) == 5
    count = store._database.read(lambda c: len(c.execute(select(login_attempts)).all()))
    assert count == 5


@pytest.mark.usefixtures("team")
def test_a_hash_of_weaker_parameters_is_made_anew_at_login(opened):
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    store = opened(type(ALONE)(hasher=stronger))
    store.login("anna", ANNA, client="x")
    query = select(users.c.password_hash).where(users.c.name == "anna")
    hashed = store._database.read(lambda c: c.execute(query).scalar_one())
    assert stronger.check_needs_rehash(hashed) is False
    assert QUICK.check_needs_rehash(hashed) is True
    store.login("anna", ANNA, client="x")


def _outcome(store, name, client):
    try:
        store.login(name, "wrong password", client=client)
    except (BadLogin, TooManyAttempts) as error:
        return type(error)
    return None
