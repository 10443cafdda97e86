"""docs/checks.md: what is checked, written from the table of identities.

`python -m extractor.checks.document` writes it; a test holds that the committed file is this.
"""

from collections.abc import Iterator
from pathlib import Path

from extractor.checks.files import NAMES as BETWEEN
from extractor.checks.registry import Identity, identities
from extractor.show.words import CAUSES, SEVERITIES, VERDICTS

FILE = Path(__file__).parents[2] / "docs" / "checks.md"
_GROUPS = {
    "A": "Inside a form · 表内",
    "B": "Between forms · 表间",
    "C": "Narrative against forms · 文表",
    "D": "Inside the narrative · 文内",
    "E": "Words and format · 文字与格式",
}
_HEAD = """# What is checked · 核对什么

`juesuan check` tries {count} identities on what a report prints. Each is tried at every place where the report prints
what it speaks of; where something is missing it is *not tried* and said so, with what is missing. Money is compared
exactly; a difference that the printed precision explains is a rounding difference and never an error.

A finding names the one figure to blame where the identities tell it, else the suspects. Its gravity is that of the
gravest identity it breaks, as below, unless the case itself is graver or lighter. In a report that shows damage
(recognised characters, figures in wrong cells) a figure that one slip of reading would explain is `misread_suspected`:
the reading is doubted, not the report.

The examples are made up. This page is written by `python -m extractor.checks.document` from
`schemas/data/identities.toml`.
"""
_BETWEEN = """
## Between files · 报告之间

Tried where several records are given. A finding stands with the record whose figure it is about and names the other.
Settings name these checks like any identity (`disable = ["X2"]`). X1 and X2 are warnings, X3 is an error.

| | |
| --- | --- |
"""
_TAIL = """
## Settings · 核对设置

`--config FILE`, or `JUESUAN_CHECKS=FILE`; without either everything is tried.

    disable = ["E8"]      # never tried · 不核
    only = ["D3", "D4"]   # these alone · 只核

    [severity]            # error, warning or info · 各算哪一级
    C4 = "info"

A finding is as grave as the gravest of its identities; a rounding difference stays a hint whatever is set. An identity
that does not exist or a severity other than these ends the call with exit code 2.

## Output · 输出

| `--format` | |
| --- | --- |
| `text` | for a person, gravest first; hints are counted unless `--all` is given |
| `json` | `reports[]` with `findings[]` as in a record's schema and `tallies{id: held, rounding, failed, untried, missing[]}` |
| `csv` | one row a finding, for spreadsheet programs; no cell is taken for a formula |
| `html` | one page without script or network, filtered by gravity |
| `sarif` | SARIF 2.1.0; offsets count the characters of the text juesuan reads (`documents[].text` of the record) |
"""


def document() -> str:
    """Return the page."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    yield _HEAD.format(count=len(identities()))
    for letter, title in _GROUPS.items():
        rows = [_row(identity) for identity in identities().values() if identity.id[0] == letter]
        yield f"## {letter}. {title}\n"
        yield "| 编号 | 恒等式 | 不成立时 | 出处 | 例如（虚构） |\n| --- | --- | --- | --- | --- |"
        yield "\n".join(rows) + "\n"
    yield _BETWEEN.lstrip("\n") + "\n".join(f"| {id_} | {formula} |" for id_, formula in BETWEEN.items()) + "\n"
    yield _list("Verdicts · 结论", VERDICTS)
    yield _list("Causes · 原因", CAUSES).rstrip("\n")
    yield _TAIL.rstrip("\n") + "\n"


def _row(identity: Identity) -> str:
    cells = (identity.id, identity.formula, SEVERITIES[identity.severity], identity.source, identity.example)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _list(title: str, words: dict[str, str]) -> str:
    rows = "\n".join(f"| `{code}` | {said} |" for code, said in words.items())
    return f"## {title}\n\n| | |\n| --- | --- |\n{rows}\n"


def main() -> None:
    """Write the page."""
    FILE.write_text(document(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
