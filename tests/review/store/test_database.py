"""A store opens on both engines, brings its own tables up to date, and says in Chinese what keeps it from that."""

import os
import re
import stat

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from extractor.errors import StoreError, UsageError
from extractor.review.store import open_store
from extractor.review.store.database import default_path, open_database
from extractor.review.store.tables import metadata


def test_the_migrations_make_the_tables_the_code_speaks_of(dsn):
    database = open_database(dsn)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_a_store_that_is_opened_again_keeps_what_is_in_it(opened):
    opened().create_user("anna", "a long password", "reviewer")
    assert [user.name for user in opened().users()] == ["anna"]


def test_a_store_of_a_newer_version_is_refused(dsn):
    database = open_database(dsn)
    database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    database.close()
    with pytest.raises(StoreError, match="更新版本"):
        open_database(dsn)


def test_decisions_and_audit_cannot_be_changed_or_deleted_even_by_sql(store):
    store.create_user("anna", "a long password", "reviewer")
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="append-only"):
            store._database.write(lambda c, said=statement: c.execute(text(said)))
    assert store.verify_audit().ok


@pytest.mark.parametrize("dsn", ["mysql://somewhere/x", "://", "sqlite://", "sqlite:///:memory:", "nonsense://x"])
def test_an_address_that_is_no_store_is_refused_with_what_to_write_instead(dsn):
    with pytest.raises(UsageError, match="postgresql://"):
        open_database(dsn)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path):
    with pytest.raises(StoreError, match="打不开") as caught:
        open_database(f"postgresql://anna:secretword@/x?host={tmp_path}")
    assert "secretword" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="打不开复核库"):
        open_database(str(tmp_path / "file" / "review.db"))


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "review.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="打不开复核库"):
        open_database(str(tmp_path / "review.db"))


def test_a_file_of_sqlite_is_its_owners_alone_and_is_kept_safe(tmp_path):
    path = tmp_path / "a folder" / "review.db"
    store = open_store(str(path))
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with store._database.engine.connect() as connection:
        said = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")}
        assert said == {"journal_mode": "wal", "synchronous": 2}
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() >= 10_000
    store.close()


def test_the_default_file_is_in_the_users_own_data_folder():
    assert re.search(r"juesuan.review\.db$", str(default_path()))
