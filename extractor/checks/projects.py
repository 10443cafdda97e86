"""A18 and D17: the annex of self-evaluation, and what the text says of projects."""

from collections.abc import Iterator, Sequence

from extractor.checks.book import Book, Key, total
from extractor.checks.measures import Line
from extractor.checks.outcome import Outcome, balance, missing
from extractor.checks.rates import completion
from extractor.checks.ratio import Interval, fits, percent, rounded_like, span
from extractor.checks.rows import ALL
from extractor.checks.shares import VERDICTS
from extractor.checks.slips import has_slip

Tries = Iterator[Outcome]
S13 = "S13"
PROJECT, ANNEX = "项目:", "附件:"
_SUMMARY = {f"{ANNEX}总评价", f"{ANNEX}预算"}
_SPENT = (Key("T3", ALL, "项目支出"), Key("T5", ALL, "项目支出"), Key("S3", "项目支出", "决算数"))
_SPENT_TOLD = (Key("S1", "项目支出", "决算数"), Key("S4", "项目支出", "决算数"), Key("S5", "项目支出", "决算数"))
_OTHER_FUNDS = frozenset({"政府性基金项目", "国有资本经营项目"})
"""Projects whose share is of their own fund's spending."""
_KINDS = ("一级项目", "二级项目", "省级项目")


def _rows(book: Book, prefix: str, column: str) -> list[str]:
    return [row for row in book.rows(S13, column) if row.startswith(prefix) and row not in _SUMMARY and "#" not in row]


def a18(book: Book) -> Tries:
    """Annex: 执行率 = 执行/下达; Σ得分 with the indicators' score is the summary's; 分值 bounds 得分."""
    found = []
    for row in _rows(book, ANNEX, "执行率"):
        found += _ratio(book, "A18", Key(S13, row, "执行率"), [Key(S13, row, "执行金额")], [Key(S13, row, "下达金额")])
    for row in _rows(book, ANNEX, "得分"):
        score, full = Key(S13, row, "得分"), Key(S13, row, "分值")
        if full in book:
            over = book.value(score) > book.value(full)
            verdict = "fail" if over else "pass"
            found.append(Outcome("A18", verdict, (score, full), blame=score, expected=book.value(full)))  # type: ignore[arg-type]
    spent, given = Key(S13, f"{ANNEX}预算", "年初预算支出"), _rows(book, ANNEX, "下达金额")
    if spent in book and given:
        one = balance(book, "A18", spent, [Key(S13, row, "下达金额") for row in given])
        if one.verdict == "fail":
            note = "各项目下达金额之和不是年初预算（两者口径可以不同）"
            one = Outcome(
                "A18", "fail", one.keys, (), spent, one.expected, "not_summing", "warning", note, kind="notice"
            )
        found.append(one)
    yield from found or [missing("A18", "绩效自评附表")]


def _ratio(
    book: Book, check: str, rate: Key, top: Sequence[Key], bottom: Sequence[Key], cause: str = "other"
) -> list[Outcome]:
    if not book.has(rate, *top, *bottom):
        return []
    true = percent(_sum(book, top), _sum(book, bottom))
    fit = fits(book.figures[rate], true, book.value(rate), padded=check == "A18")
    if fit == "undefined":
        return []
    expected = None if true is None else rounded_like(true.middle, book.figures[rate])
    named = cause if fit == "off" else fit if fit in {"truncated", "plugged"} else None
    keys = (rate, *top, *bottom)
    return [Outcome(check, VERDICTS[fit], keys, blame=rate, expected=expected, cause=named, rate=True)]


def _sum(book: Book, keys: Sequence[Key]) -> Interval:
    spans = [span(book, key) for key in keys]
    return Interval(total([one.low for one in spans]), total([one.high for one in spans]))


def d17(book: Book) -> Tries:
    """Projects: sums, rates, mean score, the share of 项目支出, and counts."""
    found = [*_rates(book), *_sums(book), *_mean(book), *_shares(book), *_counts(book), *_ratings(book), *_told(book)]
    yield from found or [missing("D17", "绩效评价的项目数据")]


def _rates(book: Book) -> Tries:
    for row in book.rows(S13, "完成率"):
        yield from completion(book, "D17", Line(S13, row))


def _sums(book: Book) -> Tries:
    for column in ("全年预算数", "执行数"):
        whole, rows = Key(S13, "项目合计", column), _rows(book, PROJECT, column)
        if whole in book and len(rows) > 1:
            yield balance(book, "D17", whole, [Key(S13, row, column) for row in rows])


def _mean(book: Book) -> Tries:
    rows = _rows(book, PROJECT, "得分")
    for mean in (Key(S13, "项目合计", "平均得分"), Key(S13, "绩效自评项目", "平均得分")):
        number = book.figures.get(Key(S13, "绩效自评项目", "个数"))
        partial = mean.row != "项目合计" and number is not None and number.value != len(rows)
        if mean not in book or len(rows) < 2 or partial:
            continue
        true = total([book.value(Key(S13, row, "得分")) for row in rows]) / len(rows)
        fit = fits(book.figures[mean], Interval(true, true))
        keys = (mean, *(Key(S13, row, "得分") for row in rows))
        overall = Key(S13, "部门整体支出", "得分")
        cause = "other_table_figure" if overall in book and book.value(overall) == book.value(mean) else "other"
        yield Outcome(
            "D17",
            VERDICTS[fit],
            keys,
            blame=mean,
            expected=rounded_like(true, book.figures[mean]),
            cause=cause if fit == "off" else None,
        )


def _shares(book: Book) -> Tries:
    """占比 of projects is of 项目支出, of whichever form or section fits."""
    wholes = [key for key in (*_SPENT, *_SPENT_TOLD) if key in book]
    for row in book.rows(S13, "占比"):
        share, money = Key(S13, row, "占比"), Key(S13, row, "涉及资金")
        if money not in book or not wholes or not book.value(money) or row in _OTHER_FUNDS:
            continue
        tries = [one for whole in wholes for one in _ratio(book, "D17", share, [money], [whole], "wrong_base")]
        best = min(tries, key=lambda one: ["pass", "rounding", "fail"].index(one.verdict), default=None)
        if best and best.verdict == "fail" and not book.value(share):
            note = f"占项目支出印为 0，按所印金额应为 {best.expected}%"
            best = Outcome(
                "D17", "rounding", best.keys, (), share, best.expected, "wrong_base", "info", note, kind="notice"
            )
        yield from [best] if best else []


def _counts(book: Book) -> Tries:
    """A kind of projects that is divided into 一级 and 二级."""
    for row in book.rows(S13, "个数"):
        parts = [Key(S13, row, f"{level}项目个数") for level in ("一级", "二级")]
        if book.has(*parts):
            yield balance(book, "D17", Key(S13, row, "个数"), parts)


_RATED = ("绩效评级为优", "绩效评级为良", "绩效评级为合格", "绩效评级为不合格")


def _ratings(book: Book) -> Tries:
    """Each evaluated project has one rating."""
    whole, parts = Key(S13, "绩效自评项目", "个数"), [Key(S13, row, "个数") for row in _RATED]
    if book.has(whole, *parts):
        yield balance(book, "D17", whole, parts)


def _told(book: Book) -> Tries:
    """The money that a kind of evaluation covers, against the projects that are listed one by one."""
    for row in ("绩效自评项目", "部门评价项目"):
        money = Key(S13, row, "涉及资金")
        number = Key(S13, row, "个数")
        if not book.has(money, number):
            continue
        for prefix, columns in ((PROJECT, ("全年预算数", "执行数")), (ANNEX, ("下达金额", "执行金额"))):
            listed = _rows(book, prefix, columns[0])
            if len(listed) < 2 or len(listed) != book.value(number):
                continue
            tries = [balance(book, "D17", money, [Key(S13, r, c) for r in listed]) for c in columns]
            good = next((one for one in tries if one.verdict != "fail"), None)
            if good or not _some_of(book, money, listed, columns):
                yield good or next((one for one in tries if has_slip(book, one)), tries[0])


def _some_of(book: Book, money: Key, listed: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether the money is that of the first or last few projects: of one kind of them."""
    for count in {int(book.value(key)) for kind in _KINDS if (key := Key(S13, kind, "个数")) in book}:
        for part in (listed[:count], listed[-count:] if count else []):
            for column in columns:
                off = book.value(money) - total([book.value(Key(S13, row, column)) for row in part])
                if part and abs(off) <= book.slack([money, *(Key(S13, row, column) for row in part)]):
                    return True
    return False
