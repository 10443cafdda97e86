"""Markdown of a run: every number of the summary, nothing that Markdown or HTML would act on."""

import re

from evals.reporting.markdown import cell, render_markdown, table
from evals.reporting.words import shown
from tests.evals.reporting import sample


def rows(markdown, heading):
    body = markdown.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in body.splitlines() if line.startswith("| ")]
    return [[part.strip() for part in line.strip("|").split(" | ")] for line in lines[2:]]


def test_the_headline_is_the_summarys():
    found = rows(render_markdown(sample.summary()), "总的数")
    assert [(name, value) for name, value, *_ in found] == [
        (one.name, shown(one.value, one.kind)) for one in sample.summary().measures
    ]
    assert found[-1] == ["单位与年度全对", "—", "—", "—"]


def test_places_and_both_totals_are_counted():
    summary = sample.summary()
    found = rows(render_markdown(summary), "按位置")
    wanted = [*summary.places, summary.total, summary.strict_total]
    assert [row[1:6] for row in found] == [[str(n) for n in (one.C, one.W, one.O, one.H, one.N)] for one in wanted]


def test_every_table_has_as_many_cells_in_each_row_as_in_its_head():
    blocks = re.findall(r"(?:^\|.*\n)+", render_markdown(sample.summary()), re.MULTILINE)
    assert len(blocks) > 10
    for block in blocks:
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1


def test_a_hostile_name_is_text():
    markdown = render_markdown(sample.summary())
    assert not re.search(r"(?<!\\)<", markdown)
    assert "\\<script\\>alert" in markdown
    assert cell("a|b\n# c") == "a\\|b \\# c"


def test_crashed_and_missing_documents_are_told_apart():
    markdown = render_markdown(sample.summary())
    assert f"▲ 中断：{sample.CRASHED}：LoadError：文件已加密（应有的 12 项都算漏）" in markdown
    assert f"○ 没有给原件：{sample.NOT_GIVEN}" in markdown


def test_the_gates_come_first_and_those_that_fail_before_the_others():
    lines = [line for line in render_markdown(sample.summary()).splitlines() if line.startswith(("**", "- "))]
    assert lines[0] == "**✗ 3 道门槛中 1 道没有守住**"
    assert [line[2:].split()[0] for line in lines[1:4]] == ["✗", "◆", "✓"]


def test_a_table_without_rows_is_no_table():
    assert table(["甲"], []) == ""
