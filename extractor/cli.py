"""The `juesuan` command: words in, files and a readable summary out, and no traceback for a foreseen error."""

import sys
import traceback
import webbrowser
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from extractor.errors import JuesuanError, UsageError
from extractor.review.commands import app as review_app
from extractor.summary import plain, summary

UNFORESEEN = 1
UNREADABLE = 3
COMMAND_GROUP = "juesuan.commands"

app = typer.Typer(
    rich_markup_mode=None,  # its tables cut Chinese, which has no blanks to wrap at
    name="juesuan",
    help="读部门决算报告，写出每个数都注明出处的记录。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
model_app = typer.Typer(help="内置模型：获取权重，查看状态。", no_args_is_help=True)
app.add_typer(model_app, name="model")
app.add_typer(review_app, name="review")

out = Console()
err = Console(stderr=True)
_debugging = False


def main() -> None:
    """Run the command; exit 0, or the code of the error that was met."""
    _add_commands()
    try:
        app()
    except JuesuanError as error:
        _complain(str(error))
        _trace()
        sys.exit(error.exit_code)
    except Exception as error:
        _complain(f"抱歉，juesuan 出了一个没有预料到的错误：{type(error).__name__}: {error}")
        if not _debugging:
            say(err, "用 juesuan --debug 重跑可看到出错的位置；请连同命令、版本（juesuan --version）和它一起报告。")
        _trace()
        sys.exit(UNFORESEEN)


def say(console: Console, text: str, style: str | None = None) -> None:
    """Print text as it is: nothing in it is markup, and no control character reaches the terminal."""
    console.print(plain(text), style=style, markup=False, highlight=False, soft_wrap=True)


def _complain(text: str) -> None:
    say(err, f"错误：{text}", "bold red")


def _trace() -> None:
    if _debugging:
        traceback.print_exc()


def _add_commands() -> None:
    """Add the commands other packages bring; one that cannot be loaded is told of and left out."""
    for entry in entry_points(group=COMMAND_GROUP):
        try:
            command = entry.load()
        except Exception as error:
            say(err, f"警告：命令 {entry.name} 装载失败，已略过：{error}", "yellow")
            continue
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=entry.name)
        else:
            app.command(name=entry.name)(command)


def _version(asked: bool) -> None:
    if asked:
        try:
            say(out, f"juesuan {version('juesuan')}")
        except PackageNotFoundError:  # run from a source tree that was never installed
            say(out, "juesuan（未安装）")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", envvar="JUESUAN_DEBUG", help="出错时显示出错的位置。")] = False,
    _shown: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")] = False,
) -> None:
    """读部门决算报告，写出每个数都注明出处的记录。"""
    global _debugging
    _debugging = debug


@app.command()
def extract(  # one parameter an option: this is the surface itself
    files: Annotated[list[Path], typer.Argument(metavar="FILE|DIR…", help="报告文件，或装着报告的文件夹。")],
    to: Annotated[
        Path | None, typer.Option("--out", "-o", help="写到哪个文件夹（默认 juesuan-out）或文件（.json .jsonl .csv）。")
    ] = None,
    as_one: Annotated[bool, typer.Option("--as-one", help="几个文件合成一份记录（正文与表格分开公布时）。")] = False,
    form: Annotated[str | None, typer.Option("--format", help="json、jsonl 或 csv。")] = None,
    base_url: Annotated[str | None, typer.Option(help="OpenAI 兼容服务的地址；不给则用内置模型。")] = None,
    model: Annotated[str | None, typer.Option(help="该服务的模型名。")] = None,
    api_key: Annotated[str | None, typer.Option(help="该服务的密钥；写进 JUESUAN_API_KEY 更稳妥。")] = None,
    max_tokens: Annotated[int | None, typer.Option(min=1, help="这次最多用多少词元；用完后的段记为未读。")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="除本机内置模型外不建立任何连接。")] = False,
    replay: Annotated[Path | None, typer.Option(help="只用这个文件夹里录下的回答，不问模型。")] = None,
    record: Annotated[Path | None, typer.Option(help="把回答录到这个文件夹。")] = None,
    effort: Annotated[
        str | None, typer.Option(help="full（默认）：每段都问模型；low：两种读法一致、或与报表相同的段不问。")
    ] = None,
    no_llm: Annotated[
        bool, typer.Option("--no-llm", help="不用模型，只由代码读；没有第二种读法印证的数待复核。")
    ] = False,
) -> None:
    """读报告，写出记录、网页和摘要。"""
    from extractor import jobs, wiring
    from extractor.progress import watch

    target = jobs.Target.of(to, form)
    plan = jobs.plan(files, as_one=as_one)
    if target.single and len(plan.jobs) > 1:
        raise UsageError(f"{len(plan.jobs)} 份报告不能写进一个文件", where=str(target.path), remedy="-o 请给文件夹")
    for path in plan.passed_over:
        say(err, f"略过（不是能读的报告）：{path}", "yellow")
    choices = wiring.Choices(base_url, model, api_key, max_tokens, offline, replay, record, effort, no_llm)
    unread = 0
    with wiring.reader(choices) as read:
        for ordinal, job in enumerate(plan.jobs, 1):
            title = job.name if len(plan.jobs) == 1 else f"[{ordinal}/{len(plan.jobs)}] {job.name}"
            with watch(err, title) as step:
                done = jobs.carry_out(job, lambda documents, step=step: read(documents, step), target)  # type: ignore[misc]
            if isinstance(done, jobs.Unread):
                unread += 1
                _complain(str(done.error))
                continue
            out.print(summary(done.extraction.record, done.extraction.run))
            for path in done.files:
                say(out, f"{jobs.kind_of(path)}：{path}")
    if unread:
        raise typer.Exit(UNREADABLE)


@app.command()
def check(  # one parameter an option: this is the surface itself
    records: Annotated[
        list[Path] | None, typer.Argument(metavar="RECORD", help="extract 写出的 .json，或装着它们的文件夹。")
    ] = None,
    facts: Annotated[
        Path | None, typer.Option(help="不核记录，核一份标注（CSV，格式见 docs/labels.md）；与 --source 同用。")
    ] = None,
    source: Annotated[Path | None, typer.Option(help="标注所读的报告。")] = None,
    form: Annotated[str | None, typer.Option("--format", help="text（默认）、json、csv、html 或 sarif。")] = None,
    to: Annotated[Path | None, typer.Option("--out", "-o", help="写到哪个文件（默认印在屏幕上）。")] = None,
    config: Annotated[
        Path | None, typer.Option(envvar="JUESUAN_CHECKS", help="核对设置（TOML）：停用哪些条、各算哪一级。")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="提示和未核的恒等式也逐条列出。")] = False,
) -> None:
    """用 63 条恒等式核对记录，说明哪里不平、错在哪个数。

    有错误时退出码为 1，没有则为 0；有记录读不出来（或被改动过）时其余照核，退出码为 3，不论其余有没有错误。

    标注每个数一行，各列为 place,row,column,state,printed,value,unit,start,end。
    """
    from extractor.checks import command
    from extractor.progress import watch

    request = command.Request(tuple(records or ()), facts, source, form, to, config, everything)
    with watch(err, "核对", amounts=True) as step:
        answer = command.answer(request, on_progress=step)
    for path in answer.passed_over:
        say(err, f"略过（不是记录）：{path}", "yellow")
    for error in answer.unread:
        _complain(str(error))
    for line in answer.text:
        out.print(line, soft_wrap=True)
    typer.echo(answer.data, nl=False)
    if answer.written:
        say(out, f"核对结果：{answer.written}")
    if answer.exit_code:
        raise typer.Exit(answer.exit_code)


@app.command()
def show(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="extract 写出的 .json。")],
    to: Annotated[Path | None, typer.Option("--out", "-o", help="网页写到哪里（默认与记录同名的 .html）。")] = None,
    browse: Annotated[bool, typer.Option("--open/--no-open", help="是否用浏览器打开。")] = True,
) -> None:
    """把一份记录写成网页：原文与数对照，互相点亮。"""
    from extractor import show as pages
    from extractor.export import read_record

    page = pages.write(read_record(record), to or record.with_suffix(".html"))
    say(out, f"网页：{page}")
    if browse and not webbrowser.open(page.absolute().as_uri()):
        say(err, "没有找到浏览器，请自行打开上面的文件。", "yellow")


@app.command()
def verify(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="extract 写出的 .json。")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="它所读的报告。")] = None,
) -> None:
    """复核一份记录：重新切出全部出处，重放存下的回答，逐字节比较。"""
    from extractor.verify import verify as problems_of

    problems = problems_of(record, file)
    for problem in problems:
        say(out, f"✗ {problem}", "red")
    if problems:
        raise typer.Exit(1)
    say(out, "✓ 记录与出处一致", "green")


@app.command()
def schema(name: Annotated[str, typer.Argument(help="record、document、label 或 suite。")] = "record") -> None:
    """打印记录文件的 JSON Schema。"""
    from schemas import publish

    if name not in publish.names():
        raise UsageError(f"没有名为 {name} 的 schema", remedy=f"可选：{'、'.join(publish.names())}")
    typer.echo(publish.json_schema(name), nl=False)


@model_app.command("pull")
def model_pull() -> None:
    """获取内置模型的权重（约 1.1 GB，只需一次），核对 SHA-256。"""
    from extractor import weights
    from extractor.progress import Progress, watch

    chosen = weights.chosen_path()
    if chosen is not None:
        found = weights.find()
        say(out, f"{weights.PATH_VARIABLE} 已指明权重文件，不必获取：{found.path}（SHA-256 {found.sha256}）")
        return
    say(err, "获取内置模型的权重：约 1.1 GB，分 22 片，要几分钟；已有则立即完成。")
    with watch(err, "权重", amounts=True) as step:
        path = weights.pull(lambda done, total: step(Progress(done, total)))
    say(out, f"✓ 权重已核对：{path}", "green")


@model_app.command("status")
def model_status() -> None:
    """看权重在哪里、是否核对过、引擎装了没有；缺什么时退出码为 4。"""
    from extractor import local

    now: Any = local.status()
    size = "没有" if now.size is None else f"{now.size:,} 字节"
    say(out, f"权重：{now.path}\n大小：{size}\n已核对 SHA-256：{'是' if now.verified else '否'}")
    say(out, f"引擎：{f'{local.ENGINE} {now.engine}' if now.engine else '没有安装'}")
    if not now.ready:
        from extractor.weights import PULL

        say(err, local.INSTALL if now.engine is None else PULL, "yellow")
        raise typer.Exit(4)


if __name__ == "__main__":
    main()
