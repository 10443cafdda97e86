"""Passwords are not guessed: not by ten thousand tries, and not by how long a refusal takes."""

import time
from dataclasses import replace

import pytest

from extractor.review.store import BadLogin, Settings, TooManyAttempts
from tests.review.desk.made import ALONE, QUICK, password

TRIES = 10_000
MOST = 0.02
"""Seconds a refusal may take, on a slow machine: far less than trying a password."""


class Counting:
    """A hasher that knows how often it was asked."""

    def __init__(self):
        self.asked = []

    def hash(self, secret):
        return QUICK.hash(secret)

    def verify(self, hashed, secret):
        self.asked.append(hashed)
        return QUICK.verify(hashed, secret)

    def check_needs_rehash(self, _hashed):
        return False


def guess(client, name, secret):
    client.cookies.set("juesuan_visit", "v", domain="testserver.local", path="/login")
    return client.post("/login", data={"visit": "v", "name": name, "password": secret})


def test_ten_thousand_tries_from_one_address_look_at_no_more_than_a_handful_of_passwords(hold):
    hasher = Counting()
    made = hold(settings=replace(ALONE, hasher=hasher))
    client = made.attacker()
    codes = [guess(client, f"nobody {turn}", "wrong password").status_code for turn in range(60)]
    assert codes == [401] * 20 + [429] * 40
    begun = time.monotonic()
    for turn in range(TRIES):
        with pytest.raises(TooManyAttempts):
            made.store.login("anna", f"guess {turn}", client="testclient")
    assert time.monotonic() - begun < TRIES * MOST
    assert len(hasher.asked) == Settings().attempts_per_client == 20
    assert guess(client, "anna", password("anna")).status_code == 429


def test_ten_thousand_addresses_do_not_get_ten_thousand_guesses_at_one_name(hold):
    hasher = Counting()
    made = hold(settings=replace(ALONE, hasher=hasher))
    for turn in range(200):
        with pytest.raises((BadLogin, TooManyAttempts)):
            made.store.login("anna", f"guess {turn}", client=f"10.0.{turn // 250}.{turn % 250}")
    assert len(hasher.asked) == Settings().attempts_per_name == 50


def test_an_address_that_is_only_claimed_does_not_count(hold):
    made = hold()
    client = made.attacker()
    codes = []
    for turn in range(7):
        headers = {
            "x-forwarded-for": f"10.1.1.{turn}",
            "x-real-ip": f"10.1.1.{turn}",
            "forwarded": f"for=10.1.1.{turn}",
        }
        client.cookies.set("juesuan_visit", "v", domain="testserver.local", path="/login")
        codes.append(
            client.post(
                "/login", data={"visit": "v", "name": "anna", "password": "wrong one"}, headers=headers
            ).status_code
        )
    assert codes == [401] * 5 + [429] * 2


@pytest.mark.parametrize(
    "who", ["anna", "nobody at all", "without", "kept out", "Anna", "an'na", "anna\u200b", "x" * 500]
)
def test_a_name_nobody_has_takes_as_much_work_to_refuse_as_a_wrong_password(hold, who):
    hasher = Counting()
    made = hold(settings=replace(ALONE, hasher=hasher))
    made.store.create_user("without", None, "admin")
    made.store.set_active(made.store.create_user("kept out", password("kept out"), "reviewer").id, False)
    answer = guess(made.attacker(), who, "wrong password")
    assert answer.status_code == 401
    assert "用户名或密码不对" in answer.text
    assert [one[:10] for one in hasher.asked] == ["$argon2id$"]


def test_a_person_who_is_kept_out_does_not_get_in_with_the_right_password(hold):
    made = hold()
    made.store.set_active(made.ids["anna"], False)
    assert guess(made.attacker(), "anna", password("anna")).status_code == 401


def test_a_person_without_a_password_is_let_in_by_none(hold):
    made = hold()
    made.store.create_user("without", None, "admin")
    for secret in ("", "None", "\0", " " * 8, "$argon2id$"):
        assert guess(made.attacker(), "without", secret).status_code == 401


def test_giant_names_and_passwords_cost_nothing(hold):
    hasher = Counting()
    made = hold(settings=replace(ALONE, hasher=hasher))
    assert guess(made.attacker(), "anna", "x" * 200_000).status_code == 401
    assert hasher.asked == []


def test_tries_made_at_once_do_not_slip_through_together(hold):
    from concurrent.futures import ThreadPoolExecutor

    hasher = Counting()
    made = hold(settings=replace(ALONE, hasher=hasher))

    def one(turn):
        try:
            made.store.login("anna", f"guess {turn}", client="10.1.1.1")
        except Exception as error:
            return type(error).__name__

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(one, range(40)))
    assert said.count("BadLogin") == len(hasher.asked) == 5
    assert said.count("TooManyAttempts") == 35
