"""`juesuan review`: which database, who is let in, what is refused before anything is served."""

import getpass

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.errors import UsageError
from extractor.export import render, write_text
from extractor.review import commands
from extractor.review.desk.opening import (
    Opening,
    database_of,
    import_all,
    open_and_serve,
    owner_of,
    record_files,
    settings_of,
)
from extractor.review.store import open_store
from tests.review.desk.made import ALONE
from tests.review.store.made import doubtful, lines


def opening(**changes):
    asked = {
        "records": (),
        "db": None,
        "sources": None,
        "host": "127.0.0.1",
        "port": 0,
        "names": frozenset(),
        "cert": None,
        "key": None,
        "behind_proxy": False,
        "second_share": None,
        "browse": False,
    }
    return Opening(**{**asked, **changes})


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "desk.db"), settings=ALONE)
    yield opened
    opened.close()


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "reports" / "report.json"
    write_text(path, render(doubtful(lines(2)), "json"))
    write_text(path.with_name("report.run.json"), "{}")
    return path


def test_the_records_of_a_folder_are_taken_and_the_logs_of_runs_are_not(record):
    assert record_files([record.parent]) == [record]
    with pytest.raises(UsageError, match="没有这个文件"):
        record_files([record.parent / "nothing.json"])


def test_the_database_stands_beside_the_records_unless_it_is_named(record, monkeypatch, tmp_path):
    assert database_of(None, [record]) == str(record.parent / "juesuan-review.db")
    assert database_of("postgresql://x/y", [record]) == "postgresql://x/y"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert database_of(None, []).endswith("review.db")


def test_the_first_run_makes_an_admin_that_no_password_opens(store):
    owner = owner_of(store, store.users())
    assert (owner.name, owner.role, owner.has_password) == (getpass.getuser(), "admin", False)
    assert owner_of(store, store.users()) == owner
    assert store.session(store.let_in(owner.id, client="127.0.0.1").token).user == owner


def test_a_desk_with_people_lets_nobody_in_without_a_password_but_the_accounts_own(store):
    store.create_user("somebody else", "long enough", "admin")
    assert owner_of(store, store.users()) is None


def test_the_share_of_second_looks_is_the_stores_own_unless_one_is_given():
    assert float(settings_of(opening()).double_share) == 0.05
    assert float(settings_of(opening(second_share=0.5)).double_share) == 0.5
    assert settings_of(opening(second_share=0)).double_share == 0


def test_a_record_that_is_none_is_told_of_and_the_others_are_taken(store, record, capsys):
    broken = record.with_name("a.json")
    broken.write_text("{}")
    import_all(store, [broken, record], None)
    said = capsys.readouterr()
    assert "略过" in said.err
    assert "待看 2 项" in said.out
    assert len(store.records()) == 1


def test_other_machines_are_let_in_only_where_people_have_passwords(tmp_path):
    db = tmp_path / "desk.db"
    with pytest.raises(UsageError, match="先要有带密码的用户"):
        open_and_serve(opening(host="0.0.0.0", db=str(db)))
    store = open_store(str(db))
    owner_of(store, [])
    store.close()
    with pytest.raises(UsageError, match="先要有带密码的用户"):
        open_and_serve(opening(host="0.0.0.0", db=str(db)))


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("127.9.9.9", True),
        ("0.0.0.0", False),
        ("::", False),
        ("desk.example", False),
        ("10.1.2.3", False),
    ],
)
def test_a_loopback_address_is_known(host, alone):
    assert opening(host=host).loopback is alone


@pytest.mark.parametrize("changes", [{"cert": "x"}, {"sources": "x"}])
def test_options_that_cannot_be_meant_are_refused(changes, tmp_path):
    with pytest.raises(UsageError):
        open_and_serve(opening(db=str(tmp_path / "d.db"), **{name: tmp_path / path for name, path in changes.items()}))


def test_people_are_added_and_listed_from_the_command_line(tmp_path):
    db, run = str(tmp_path / "desk.db"), CliRunner()
    add = ["review", "user", "add", "王一", "--role", "adjudicator", "--db", db]
    added = run.invoke(app, add, input=2 * "秘密的口令一二三\n")
    assert added.exit_code == 0, added.output
    assert "秘密" not in added.output
    assert "王一：adjudicator" in run.invoke(app, ["review", "user", "list", "--db", db]).output
    change = ["review", "user", "password", "王一", "--db", db]
    changed = run.invoke(app, change, input=2 * "另一个口令一二三\n")
    assert changed.exit_code == 0
    store = open_store(db)
    assert store.login("王一", "另一个口令一二三", client="x").user.name == "王一"
    store.close()


def test_a_role_that_is_none_is_refused(tmp_path):
    result = CliRunner().invoke(
        app,
        ["review", "user", "add", "x", "--role", "king", "--db", str(tmp_path / "d.db")],
        input="12345678\n12345678\n",
    )
    assert result.exit_code != 0
    assert "没有这种角色" in str(result.exception)


def test_without_the_extra_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr(commands, "find_spec", lambda name: None if name in ("fastapi", "uvicorn") else object())
    result = CliRunner().invoke(app, ["review", "open"])
    assert isinstance(result.exception, UsageError)
    assert "fastapi、uvicorn" in str(result.exception)
    assert "pip install 'juesuan[service]'" in str(result.exception)
