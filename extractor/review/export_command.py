"""`juesuan review export`: what the desk knows leaves it as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import UsageError
from extractor.summary import plain

if TYPE_CHECKING:
    from extractor.review.store import Store

_SHORTEST = 8
"""Characters of a hash that name a record."""

Db = Annotated[str | None, typer.Option("--db", metavar="DSN", help="复核库：文件路径或 postgresql://用户@主机/库名。")]


def export(  # one parameter an option: this is the surface itself
    db: Db = None,
    to: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹。")] = Path("juesuan-review"),
    corrections: Annotated[bool, typer.Option("--corrections", help="只要改正：每行一条 JSON。")] = False,
    gold: Annotated[bool, typer.Option("--gold", help="只要标注：两人各自认同的数，eval 能直接用。")] = False,
    final: Annotated[bool, typer.Option("--final", help="只要定稿：记录和每一项判断。")] = False,
    workpaper: Annotated[
        bool, typer.Option("--workpaper", help="只要底稿：XLSX，每个数都有出处、核对和经手人。")
    ] = False,
    record: Annotated[str | None, typer.Option("--record", metavar="ID", help="哪一份记录：编号或 SHA-256。")] = None,
) -> None:
    """写出复核的结果：改正、标注、定稿、底稿；不指明时全都写。

    每次写出都记入审计记录。
    """
    from extractor.review.commands import require_service

    require_service()
    from extractor.review.papers import package as papers

    store = _existing(db)
    try:
        wanted = papers.Wanted(corrections, gold, final, workpaper, _record(store, record))
        made = papers.package(store, wanted, by=None)
        for path in papers.write(made, to):
            typer.echo(plain(str(path)))
    finally:
        store.close()
    typer.echo("；".join(f"{name} {count:,}" for name, count in made.counts.items()))
    for line in made.left_out:
        typer.echo(f"没有写进标注：{plain(line)}", err=True)


def _existing(db: str | None) -> "Store":
    """Open a store that is there: a slip in its name must not make an empty one and export nothing from it."""
    from extractor.review.store import open_store
    from extractor.review.store.database import default_path

    path = default_path() if db is None else Path(db)
    if (db is None or "://" not in db) and not path.is_file():
        raise UsageError("没有这个复核库", where=str(path), remedy="请用 --db 给出复核台所用的库")
    return open_store(db)


def _record(store: "Store", wanted: str | None) -> int | None:
    if wanted is None:
        return None
    by_hash = len(wanted) >= _SHORTEST
    rows = store.records(current=False)
    found = [row.id for row in rows if str(row.id) == wanted or (by_hash and row.sha256.startswith(wanted))]
    if len(found) != 1:
        what = "不止一份记录这样开头" if found else "没有这份记录"
        raise UsageError(what, where=plain(wanted), remedy="请给编号，或 SHA-256 的前 8 位以上")
    return found[0]
