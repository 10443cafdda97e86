"""The table of the systems side by side, as markdown, and the remarks: each is printed from a count, none by hand."""

from collections.abc import Iterator, Sequence

from evals.peers.outcome import Failure
from evals.peers.scores import Scores
from evals.scoring.metrics import shown

NAMES = {
    "juesuan": "juesuan",
    "langextract": "langextract 1.7.1",
    "chunked": "分节 + instructor",
    "one_shot": "instructor 一次问完",
}
_FAILURES: dict[Failure, str] = {
    "truncated": "回答写不完，被截断",
    "invalid": "几次回答都不合格式",
    "cut": "超过时限，被掐断",
    "refused": "服务端不接受请求",
    "crashed": "程序自己出错",
    "dropped": "回答不是 JSON，被它悄悄丢掉",
}
_HEAD = (
    "做法", "F1", "精确率", "对", "错值", "编出", "漏", "原文没有的数", "提问", "读入词元", "写出词元", "秒", "失败",
)  # fmt: skip


def table(rows: Sequence[Scores]) -> str:
    """Return the table. A system none of whose reports is recorded has dashes."""
    lines = ["| " + " | ".join(_HEAD) + " |", "| --- |" + " ---: |" * (len(_HEAD) - 1)]
    lines += ["| " + " | ".join(_cells(scores)) + " |" for scores in rows]
    return "\n".join(lines)


def _cells(scores: Scores) -> list[str]:
    name = NAMES[scores.system]
    if not scores.measures.documents:
        return [name, *["未录"] * (len(_HEAD) - 1)]
    measures, cost = scores.measures, scores.cost
    precision = measures["precision"]
    return [
        name,
        shown(measures["f1"], 3),
        "—" if precision is None else f"{precision:.1%}",
        *(str(measures.counts[letter]) for letter in "CWHO"),
        str(scores.unprinted),
        f"{cost.calls:,}",
        f"{cost.prompt_tokens:,}",
        f"{cost.completion_tokens:,}",
        f"{cost.seconds:,.0f}",
        str(scores.failures.total()),
    ]


def remarks(scores: Scores) -> Iterator[str]:
    """Say what a system could not do, from its counts."""
    if scores.unrecorded:
        yield f"没有录到：{'、'.join(scores.unrecorded)}；这些报告不在它的数里"
    if not scores.measures.documents:
        return
    if scores.cited:
        right = f"其中 {scores.cited_right} 个位置上印的就是这个数"
        yield f"出处：{scores.given} 个数里 {scores.cited} 个带原文位置，{right}"
    else:
        yield f"出处：{scores.given} 个数都不带原文位置"
    if scores.unprinted:
        yield f"{scores.unprinted} 个数在原文里哪儿都没有印"
    if scores.unnamed:
        yield f"另有 {scores.unnamed} 个数说不出是哪一行哪一列的，没有计入"
    if scores.split:
        yield f"它自己的分块把 {scores.split} 个数从中间切断"
    for failure, count in sorted(scores.failures.items()):
        yield f"{_FAILURES[failure]}：{count} 次"
    told = f"报告里种下的 {scores.faults} 处勾稽差错，指出 {scores.flagged} 处"
    yield told + (f"，另指出 {scores.accused} 处没有种的" if scores.accused else "")


def page(rows: Sequence[Scores]) -> str:
    """Return table and remarks as one markdown text."""
    parts = [table(rows), ""]
    for scores in rows:
        parts += [f"**{NAMES[scores.system]}**", "", *(f"- {remark}" for remark in remarks(scores)), ""]
    return "\n".join(parts).rstrip() + "\n"
