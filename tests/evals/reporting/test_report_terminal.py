"""The summary on a terminal: within its width, in a pipe as on a screen, nothing of a document acted on."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from evals.reporting.compare import print_compare
from evals.reporting.terminal import print_summary
from tests.evals.reporting import sample


def printed(show, *values, width=120, terminal=False):
    stream = StringIO()
    show(*values, Console(file=stream, width=width, force_terminal=terminal))
    return stream.getvalue()


@pytest.mark.parametrize("terminal", [False, True])
def test_every_number_of_the_headline_is_printed_and_no_line_is_too_wide(terminal):
    text = printed(print_summary, sample.summary(), terminal=terminal)
    for number in ("91.55%", "88.55% ～ 94.55%", "2.78%", "252；区间按 5 份报告", "48,211", "12.34 秒", "0.00042"):
        assert number in text
    assert "…" not in text
    if not terminal:
        assert max(cell_len(line) for line in text.splitlines()) <= 120
        assert "\x1b" not in text


def test_what_did_not_go_well_is_said_in_words():
    text = printed(print_summary, sample.summary())
    assert "✗ 3 道门槛中 1 道没有守住" in text
    assert f"▲ 中断，全部算漏：{sample.CRASHED}：LoadError：文件已加密" in text
    assert f"○ 没有给原件，不计入：{sample.NOT_GIVEN}" in text
    assert f"▲ {sample.HOSTILE}：年度应为 2023，读成 2022" in text


def test_a_name_cannot_paint_the_terminal():
    summary = sample.summary()
    first = summary.places[0].model_copy(update={"name": "\x1b[31m[bold]甲[/bold]"})
    hostile = {"\x1b]0;x\x07[red]": (first,)}
    text = printed(print_summary, summary.model_copy(update={"places": (first,), "slices": hostile}))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]甲[/bold]" in text
    assert "[red]" in text


def test_many_fields_are_cut_to_the_worst():
    summary = sample.summary()
    fields = [summary.fields[0].model_copy(update={"name": f"指标{number}", "W": number}) for number in range(50)]
    text = printed(print_summary, summary.model_copy(update={"fields": tuple(fields)}))
    assert "50 个中不对最多的 20 个" in text
    assert "指标49" in text
    assert "指标10 " not in text


def test_a_comparison_is_printed_with_its_differences():
    text = printed(print_compare, sample.side_runs(), sample.paired())
    for words in ("+1.23 点（+0.40 ～ +2.10）", "▲ 显著变好", "▼ 显著变差", "○ 不显著", "没有区间", "修好的项：4"):
        assert words in text
    assert max(cell_len(line) for line in text.splitlines()) <= 120
