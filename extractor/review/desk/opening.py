"""Opening a desk from the command line: the store, who may come in, the records, the server."""

import getpass
import ipaddress
import os
import socket
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import uvicorn

from extractor.cli import err, out, say
from extractor.errors import JuesuanError, UsageError
from extractor.export import read_record
from extractor.reasons import of_os
from extractor.review.desk import tickets
from extractor.review.desk.app import create_app
from extractor.review.desk.browsing import browse
from extractor.review.desk.options import Options
from extractor.review.store import Settings, Store, User, open_store
from extractor.review.store.database import default_path

_BESIDE = "juesuan-review.db"
_PLAIN = "提醒：没有 TLS，密码在网上是明文。请给 --cert 和 --key，或放在反向代理之后（--behind-proxy）。"


@dataclass(frozen=True)
class Opening:
    """What the command line asks for."""

    records: tuple[Path, ...]
    db: str | None
    sources: Path | None
    host: str
    port: int
    names: frozenset[str]
    cert: Path | None
    key: Path | None
    behind_proxy: bool
    second_share: float | None
    browse: bool

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the desk."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def https(self) -> bool:
        """Whether TLS reaches the browser."""
        return self.cert is not None or self.behind_proxy


def open_and_serve(opening: Opening) -> None:
    """Open a desk and answer until it is interrupted. Raises UsageError, StoreError."""
    _check(opening)
    files = record_files(opening.records)
    where = database_of(opening.db, files)
    store = open_store(where, settings=settings_of(opening))
    try:
        people = store.users()
        if not opening.loopback and not any(user.active and user.has_password for user in people):
            raise UsageError(
                "要让别的机器连上，先要有带密码的用户", remedy="请运行 juesuan review user add 名字 --role admin"
            )
        owner = owner_of(store, people) if opening.loopback else None
        say(out, f"复核库：{_shown(where)}")
        import_all(store, files, owner)
        _serve(opening, store, owner)
    finally:
        store.close()


def record_files(paths: Iterable[Path]) -> list[Path]:
    """Return the record files of paths; of a folder all .json but the logs of runs.

    Raises UsageError where there is no such path.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.glob("*.json") if not one.name.endswith(".run.json"))
        elif path.exists():
            found.append(path)
        else:
            raise UsageError("没有这个文件或文件夹", where=str(path))
    return found


def database_of(db: str | None, files: list[Path]) -> str:
    """Return the database to open: as said, else a file beside the records, else the one of the user's data folder."""
    if db:
        return db
    return str(files[0].parent / _BESIDE) if files else str(default_path())


def settings_of(opening: Opening) -> Settings:
    """Return the settings of a desk; the store asks for second looks only while there is a second person."""
    share = opening.second_share
    return Settings() if share is None else Settings(double_share=Decimal(str(share)))


def owner_of(store: Store, people: list[User]) -> User | None:
    """Return whom the link on the terminal lets in: the person of this account, made an admin on the first run.

    Who runs the command holds the database in his hands; the link gives him nothing he has not. None where the desk
    has people and none of them goes by the account's name: they sign in with their passwords.
    """
    name = _account()
    known = next((user for user in people if user.name == name and user.active), None)
    if known is None and not people:
        return store.create_user(name, None, "admin")
    return known


def import_all(store: Store, files: list[Path], owner: User | None) -> None:
    """Import records; one that cannot be read is told of and left out."""
    for path in files:
        try:
            done = store.import_record(read_record(path), by=owner.id if owner else None)
        except JuesuanError as error:
            say(err, f"略过：{error}", "yellow")
            continue
        kept = f"，沿用先前判断 {done.kept} 项，重问 {done.asked_again} 项" if done.supersedes else ""
        say(out, f"{'已导入' if done.fresh else '已在库中'}：{path}，待看 {done.queued} 项{kept}")


def _check(opening: Opening) -> None:
    if (opening.cert is None) != (opening.key is None):
        raise UsageError("--cert 和 --key 要同用")
    for path in (opening.cert, opening.key):
        if path is not None and not path.is_file():
            raise UsageError("没有这个文件", where=str(path))
    if opening.sources is not None and not opening.sources.is_dir():
        raise UsageError("没有这个文件夹", where=str(opening.sources))


def _serve(opening: Opening, store: Store, owner: User | None) -> None:
    listening = _listen(opening)
    port = listening.getsockname()[1]
    options = Options(
        https=opening.https,
        names=opening.names | ({opening.host} if not opening.loopback else frozenset()),
        sources=opening.sources,
        cookie=f"__Host-juesuan_{port}" if opening.https else f"juesuan_{port}",
    )
    scheme = "https" if opening.cert else "http"
    host = f"[{opening.host}]" if ":" in opening.host else opening.host
    address = f"{scheme}://{host}:{port}/"
    link = f"{address}start?ticket={tickets.issue(options, owner.id)}" if owner else address
    say(out, f"复核台：{address}")
    if owner:
        say(out, f"{tickets.MINUTES} 分钟内一次有效的链接（以 {owner.name} 登录）：{link}")
    if not opening.loopback and not opening.https:
        say(err, _PLAIN, "yellow")
    say(out, "按 Ctrl+C 停止；所定所填都已在库里。")
    if opening.browse:
        threading.Thread(target=_browse, args=(link,), daemon=True).start()
    config = uvicorn.Config(
        create_app(store, options),
        log_level="warning",
        proxy_headers=opening.behind_proxy,
        server_header=False,
        ssl_certfile=opening.cert,
        ssl_keyfile=opening.key,
        timeout_keep_alive=20,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32 * 1024,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(opening: Opening) -> socket.socket:
    family = socket.AF_INET6 if ":" in opening.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((opening.host, opening.port))
        made.listen()  # from here on a browser waits for the server instead of being refused
    except OSError as error:
        made.close()
        where = f"{opening.host}:{opening.port}"
        remedy = "换一个 --port，0 为任一空闲的"
        raise UsageError(f"不能在这个地址应答：{of_os(error)}", where=where, remedy=remedy) from error
    return made


def _browse(link: str) -> None:
    if not browse(link):
        say(err, "没有找到浏览器，请自行打开上面的链接。", "yellow")


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USERNAME", "admin")


def _shown(where: str) -> str:
    """The database's address as it may stand on a terminal: without a password."""
    from sqlalchemy.engine import make_url

    return make_url(where).render_as_string(hide_password=True) if "://" in where else where
