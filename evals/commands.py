"""`juesuan eval`: run a suite against gold, grade it again, compare runs, set the baseline, lint labels."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from extractor.cli import err, out, say
from extractor.errors import UsageError

if TYPE_CHECKING:
    from evals.golden.suite import Suite
    from evals.running.run import Outcome, Terms
    from extractor.wiring import Choices

app = typer.Typer(help="评测：拿带标注的样本量一量读得准不准。", no_args_is_help=True)

RUNS = Path("juesuan-eval")

SuiteName = Annotated[
    str, typer.Argument(metavar="SUITE", help="样本集的文件夹，或自带样本集的名字（fiction、press…）。")
]
Documents = Annotated[Path | None, typer.Option(help="装着报告的文件夹：按 SHA-256 找，不看文件名。")]
Described = Annotated[
    Path | None, typer.Option(help="一张 documents.csv：样本集自己没有写出的身份（如单位名称），写在里面的也一并评分。")
]
BaselineFile = Annotated[Path | None, typer.Option(help="基线文件；变差时退出码为 1。")]
PriceIn = Annotated[str | None, typer.Option(help="读入一百万词元的价钱（元），用来算费用。")]
PriceOut = Annotated[str | None, typer.Option(help="写出一百万词元的价钱（元）。")]
MaxCost = Annotated[float | None, typer.Option(min=0, help="每份报告最多花多少元；超出时退出码为 1。")]
MaxSeconds = Annotated[float | None, typer.Option(min=0, help="95% 的报告最多用多少秒；超出时退出码为 1。")]


@app.command()
def run(  # one parameter an option: this is the surface itself
    suite: SuiteName,
    documents: Documents = None,
    described: Described = None,
    to: Annotated[Path | None, typer.Option("--out", "-o", help="运行的文件夹；同一份计划会接着跑。")] = None,
    base_url: Annotated[str | None, typer.Option(help="OpenAI 兼容服务的地址。")] = None,
    model: Annotated[str | None, typer.Option(help="该服务的模型名。")] = None,
    api_key: Annotated[str | None, typer.Option(help="该服务的密钥；写进 JUESUAN_API_KEY 更稳妥。")] = None,
    live: Annotated[bool, typer.Option("--live", help="问模型，不用样本集自带的录音。")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="逐题重新问，不用缓存的回答：量几次运行稳不稳时用。")] = False,
    replay: Annotated[Path | None, typer.Option(help="只用这个文件夹里录下的回答。")] = None,
    slices: Annotated[list[str] | None, typer.Option("--slice", help="只跑这一片：名=值，可多次。")] = None,
    baseline: BaselineFile = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
) -> None:
    """跑一个样本集：读、评分、出报告；不过门禁时退出码为 1。"""
    from evals.running.judging import require_same
    from evals.running.opening import answered_by, open_suite
    from evals.running.pace import shown_on
    from evals.running.run import grade_run, read_suite
    from extractor.wiring import Choices

    loaded = open_suite(suite, documents, described)
    terms = _terms(baseline, price_in, price_out, max_cost, max_seconds)
    if terms.baseline:
        require_same(terms.baseline, loaded)  # before hours of reading, not after
    live = live or base_url is not None or model is not None
    if live and replay:
        raise UsageError("--replay 不问模型，不能和 --live、--model、--base-url 同用", remedy="请只给一种")
    if fresh and not live:
        raise UsageError("--fresh 是重新问模型，要和 --live、--model 或 --base-url 同用", remedy="或删去 --fresh")
    choices = answered_by(loaded, Choices(base_url, model, api_key, fresh=fresh), live=live, replay=replay)
    where = to or RUNS / _name(loaded, choices, slices or ())
    _announce(loaded, choices)
    try:
        folder, predicted = read_suite(loaded, where, choices, shown_on(err), slices or ())
    except KeyboardInterrupt:
        say(err, f"停下了。读过的留在 {where}，再跑一次同样的命令会接着读", "yellow")
        raise
    if predicted.kept:
        say(err, f"已读过的 {len(predicted.kept)} 份没有再读", "dim")
    for name in predicted.crashed:
        crash = folder.crash(name)
        say(err, f"{name} 没有读成，按全部漏读计：{crash.message if crash else ''}", "yellow")
    _tell(grade_run(loaded, folder, terms))


@app.command()
def grade(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="一次运行的文件夹。")],
    suite: Annotated[str | None, typer.Option(help="样本集；不给则用运行时的那一个。")] = None,
    documents: Documents = None,
    described: Described = None,
    baseline: BaselineFile = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
) -> None:
    """重新评分：标注改过之后用，不读报告，不问模型。"""
    from evals.running.folder import RunFolder
    from evals.running.opening import open_suite
    from evals.running.run import grade_run

    folder = RunFolder.existing(run_folder)
    there = folder.plan().suite_folder
    if suite is None and not Path(there).is_dir():
        raise UsageError("运行时的样本集已不在原处", where=there, remedy="请用 --suite 给出它现在的文件夹")
    loaded = open_suite(suite or there, documents, described)
    _tell(grade_run(loaded, folder, _terms(baseline, price_in, price_out, max_cost, max_seconds)))


@app.command()
def compare(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN RUN…", help="几次运行的文件夹；第一次是比较的底。")],
    to: Annotated[Path | None, typer.Option("--out", "-o", help="把对比写成网页（.html）或 Markdown（.md）。")] = None,
) -> None:
    """几次运行并排比：模型、提示或版本，哪些数变好了，哪些变坏了。"""
    from evals.reporting.compare import compare_markdown, compare_page, print_compare
    from evals.running.against import Side, paired, stability
    from evals.running.folder import RunFolder
    from extractor.export import write_text

    if len(runs) < 2:
        raise UsageError("至少要两次运行才能比", remedy="juesuan eval compare RUN RUN…")
    if to and to.suffix not in (".html", ".md"):
        raise UsageError(f"对比不能写成 {to.suffix or to.name}", where=str(to), remedy="-o 请以 .html 或 .md 结尾")
    sides = [Side.of(RunFolder.existing(path)) for path in runs]
    summaries = [side.summary for side in sides]
    lines = [paired(sides[0], side) for side in sides[1:]]
    print_compare(summaries, lines, _wide())
    stable = stability(sides)
    if stable:
        say(out, stable)
    if to:
        write = compare_markdown if to.suffix == ".md" else compare_page
        text = write(summaries, lines, stable)
        write_text(to, text)
        say(out, f"对比：{to}")


@app.command()
def baseline(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="一次评过分的运行。")],
    to: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件。")],
) -> None:
    """把一次运行定为基线：只有这个命令会改基线。"""
    from evals.running.baseline import baseline_of, write_baseline
    from evals.running.folder import RunFolder

    folder = RunFolder.existing(run_folder)
    made = baseline_of(folder.plan(), folder.summary(), folder.verdicts())
    write_baseline(to, made)
    f1 = "—" if made.f1 is None else f"{made.f1:.4f}"
    say(out, f"基线：{to}（{len(made.documents)} 份报告，F1 {f1}）", "green")


@app.command()
def lint(suite: SuiteName, documents: Documents = None) -> None:
    """检查标注：印的数切得出来、值与单位相符、没有重复；有问题时退出码为 1。"""
    from evals.golden.problems import hints, problems
    from evals.running.opening import open_suite

    loaded = open_suite(suite, documents)
    found = problems(loaded)
    for hint in hints(loaded):
        say(out, f"！ {hint}", "yellow")
    for problem in found:
        say(out, f"✗ {problem}", "red")
    if found:
        raise typer.Exit(1)
    say(out, "✓ 标注没有问题", "green")


def _terms(
    baseline: Path | None, price_in: str | None, price_out: str | None, cost: float | None, seconds: float | None
) -> "Terms":
    from evals.running.baseline import read_baseline
    from evals.running.judging import Budget
    from evals.running.run import Terms
    from evals.scoring.of_record import Prices

    prices = None
    if (price_in is None) != (price_out is None):
        raise UsageError("--price-in 和 --price-out 要同时给", remedy="不要钱的那一项写 0")
    if price_in is not None and price_out is not None:
        prices = Prices(_price(price_in, "--price-in"), _price(price_out, "--price-out"))
    if cost is not None and prices is None:
        raise UsageError("--max-cost 要知道价钱", remedy="请同时给 --price-in 和 --price-out")
    return Terms(read_baseline(baseline) if baseline else None, prices, Budget(cost, seconds))


def _price(text: str, option: str) -> Decimal:
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price < 0:
        raise UsageError(f"{option} 要一个不小于 0 的数，不能是 {text!r}")
    return price


def _name(suite: "Suite", choices: "Choices", slices: Sequence[str]) -> str:
    """Name a run's folder: runs of other models or other slices are other runs."""
    by = [] if not suite.model else ["replay" if choices.replay else (choices.model or "live")]
    return re.sub(r"[^\w.=-]", "-", "-".join([suite.name, *by, *sorted(slices)]))


def _announce(suite: "Suite", choices: "Choices") -> None:
    """Say beforehand what is read and who answers."""
    if not suite.model:
        who = "不用模型"
    elif choices.replay:
        who = f"用录下的回答 {choices.replay}"
    else:
        who = f"问模型 {choices.model or '（设置里的，或内置的）'}"
    say(err, f"样本集 {suite.name}：{suite.title}，{len(suite.documents)} 份报告，{who}")
    missing = [one.name for one in suite.documents if one.path is None]
    if missing:
        say(err, f"没有给原件的 {len(missing)} 份不计：{'、'.join(missing)}", "yellow")


def _wide() -> Console:
    """A console for wide tables: in a log they are not cut to 80 columns."""
    return Console(width=None if out.is_terminal else 120)


def _tell(outcome: "Outcome") -> None:
    from evals.reporting.terminal import print_faults, print_summary
    from evals.running.gates import verdict_line

    print_summary(outcome.summary, _wide())
    print_faults(outcome.verdicts, _wide())
    folder = outcome.folder.path
    say(out, f"报告：{folder / 'report.html'}")
    for gate in outcome.gates:
        mark, style = ("✗", "red") if not gate.passed else ("！", "yellow") if gate.warn else ("✓", "green")
        say(out, f"{mark} {gate.name}：{gate.message}", style)
    say(out, verdict_line(outcome.gates), "bold red" if outcome.exit_code else "bold green")
    if outcome.exit_code:
        raise typer.Exit(outcome.exit_code)
