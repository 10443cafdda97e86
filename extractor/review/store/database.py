"""The database behind the store: SQLite in one file, or PostgreSQL by DSN. Opening it brings its tables up to date."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import platformdirs
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, OperationalError

from extractor.errors import StoreError, UsageError

T = TypeVar("T")
_TRIES = 6
"""A write that lost a race (deadlock, the same row made twice) is done anew: it then sees what the other wrote."""
_BUSY_SECONDS = 30
_MIGRATION_LOCK = 7_310_031
"""Any number: of two processes that open a new PostgreSQL database, one makes the tables and the other waits."""
_WRITES = "juesuan_writes"


def default_path() -> Path:
    """Return where the store is kept when nobody says otherwise."""
    return platformdirs.user_data_path("juesuan", appauthor=False) / "review.db"


class Database:
    """An engine, and two ways to use it: `read` and `write`, each one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def is_postgresql(self) -> bool:
        """Whether it is PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction that writes nothing and sees one moment of the database."""
        options = {"isolation_level": "REPEATABLE READ"} if self.is_postgresql else {}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            return work(connection)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction: all of it happens, or none. It may be called again after a lost race."""
        for turn in range(_TRIES):
            try:
                with self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
                    return work(connection)
            except (IntegrityError, OperationalError) as error:
                if turn == _TRIES - 1 or not _is_lost_race(error):
                    raise
                time.sleep(0.01 * 2**turn)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(dsn: str | None) -> Database:
    """Open a database and bring its tables up to date.

    `dsn`: a path, `sqlite:///path`, `postgresql://user@host/name`; None for the default file. Raises UsageError where
    it is none of these, StoreError where it cannot be opened or was made by a newer version.
    """
    url = _url(dsn)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else create_engine(url, pool_pre_ping=True)
    database = Database(engine)
    where = url.render_as_string(hide_password=True)
    try:
        database.write(_upgrade)
    except CommandError as error:
        database.close()
        raise StoreError("复核库由更新版本的 juesuan 建立", where=where, remedy="请升级 juesuan") from error
    except DBAPIError as error:
        database.close()
        remedy = "请核对路径和权限" if engine.dialect.name == "sqlite" else "请核对地址、用户和服务是否已启动"
        raise StoreError("打不开复核库", where=where, remedy=remedy) from error
    return database


def _url(dsn: str | None) -> URL:
    if dsn is None or "://" not in dsn:
        return URL.create("sqlite", database=str(Path(dsn) if dsn else default_path()))
    try:
        url = make_url(dsn)
        name = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UsageError("看不懂数据库地址", remedy=_REMEDY) from error
    if name in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if name == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise UsageError("不支持这种数据库地址", where=url.render_as_string(hide_password=True), remedy=_REMEDY)


_REMEDY = "写文件路径，或 postgresql://用户@主机/库名"


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError("打不开复核库", where=str(path), remedy="请核对路径和权限") from error
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Leave transactions to us, and never trade a decision for speed: FULL survives a power cut too."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: one that reads first and writes later could be refused half way."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def take_turns(connection: Connection, name: str) -> None:
    """Let only one transaction at a time go on from here, by name. On SQLite all writers do anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"juesuan {name}"})


def _is_lost_race(error: DBAPIError) -> bool:
    if isinstance(error, IntegrityError):
        return True
    state = getattr(error.orig, "sqlstate", None)
    return state in ("40001", "40P01")
