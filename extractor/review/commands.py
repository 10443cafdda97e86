"""`juesuan review`: open the desk, and say who works at it. Nothing heavy is loaded before it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from extractor.errors import UsageError
from extractor.review.export_command import export

if TYPE_CHECKING:
    from extractor.review.store import Store
    from extractor.review.store.values import Role as RoleName

app = typer.Typer(help="复核台：把机器没有把握的数交给人定。", no_args_is_help=True)
user_app = typer.Typer(help="复核台的用户。", no_args_is_help=True)
app.add_typer(user_app, name="user")
app.command("export")(export)

NEEDED = ("sqlalchemy", "alembic", "argon2", "fastapi", "uvicorn", "python_multipart", "PIL")
Database = Annotated[
    str | None, typer.Option("--db", envvar="JUESUAN_REVIEW_DB", help="复核库：文件，或 postgresql://用户@主机/库名。")
]
Role = Annotated[str, typer.Option(help="viewer 查看、reviewer 复核、adjudicator 裁定、admin 管理。")]

Password = Annotated[
    str,
    typer.Option(
        prompt="密码", hide_input=True, confirmation_prompt="再输一次", envvar="JUESUAN_REVIEW_PASSWORD", help="密码。"
    ),
]


def require_service() -> None:
    """Raise UsageError, saying what to install, where the desk's libraries are not there."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(f"复核台没有安装（缺 {'、'.join(missing)}）", remedy="请运行 pip install 'juesuan[service]'")


@app.command("open")
def open_desk(  # one parameter an option: this is the surface itself
    records: Annotated[
        list[Path] | None, typer.Argument(metavar="[RECORD…]", help="extract 写出的 .json，或装着它们的文件夹。")
    ] = None,
    db: Database = None,
    sources: Annotated[
        Path | None, typer.Option(help="装着原件（PDF）的文件夹：按 SHA-256 找，页面旁可看原件图。")
    ] = None,
    host: Annotated[str, typer.Option(help="在哪个地址应答。默认只有本机能连。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口；0 为任一空闲的。")] = 8765,
    names: Annotated[
        list[str] | None, typer.Option("--name", help="浏览器里用的主机名，可多次；不是本机时要给。")
    ] = None,
    cert: Annotated[Path | None, typer.Option(help="TLS 证书（PEM）；与 --key 同用。")] = None,
    key: Annotated[Path | None, typer.Option(help="TLS 私钥（PEM）。")] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="前面有本机的反向代理终结 TLS，并如实转告来访地址。")
    ] = False,
    second_share: Annotated[
        float | None, typer.Option(min=0, max=1, help="多大一份由两个人各自判断；默认一人用时 0，否则 0.05。")
    ] = None,
    browse: Annotated[bool, typer.Option("--browser/--no-browser", help="是否打开浏览器。")] = True,
) -> None:
    """打开复核台；给了记录就先导入。

    一个人在本机用：这一条命令就够，终端印出一次有效的链接。几个人用：先用 juesuan review user add 建用户，再给 --host。
    """
    require_service()
    from extractor.review.desk.opening import Opening, open_and_serve

    open_and_serve(
        Opening(
            records=tuple(records or ()),
            db=db,
            sources=sources,
            host=host,
            port=port,
            names=frozenset(names or ()),
            cert=cert,
            key=key,
            behind_proxy=behind_proxy,
            second_share=second_share,
            browse=browse,
        )
    )


@user_app.command("add")
def user_add(
    name: Annotated[str, typer.Argument(help="用户名。")],
    role: Role = "reviewer",
    db: Database = None,
    password: Password = "",
) -> None:
    """添加一个用户；密码在终端里输入。"""
    from extractor.cli import out, say

    with _store(db) as store:
        user = store.create_user(name, password, _role(role))
        say(out, f"已添加 {user.name}（{user.role}）")


@user_app.command("password")
def user_password(
    name: Annotated[str, typer.Argument(help="用户名。")],
    db: Database = None,
    password: Password = "",
) -> None:
    """给一个用户设新密码；他的登录随即失效。"""
    from extractor.cli import out, say

    with _store(db) as store:
        store.set_password(store.user(name).id, password)
        say(out, f"已设 {name} 的密码")


@user_app.command("list")
def user_list(db: Database = None) -> None:
    """列出用户。"""
    from extractor.cli import out, say

    with _store(db) as store:
        for user in store.users():
            state = "" if user.active else "，已停用"
            say(out, f"{user.name}：{user.role}{state}{'' if user.has_password else '，没有密码'}")


@contextmanager
def _store(db: str | None) -> "Iterator[Store]":
    require_service()
    from extractor.review.store import open_store

    store = open_store(db)
    try:
        yield store
    finally:
        store.close()


def _role(role: str) -> "RoleName":
    return cast("RoleName", role)  # the store refuses what is none
