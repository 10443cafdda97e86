"""A table as a rectangle: which rows are its header, what heads each column, and the rows of its body.

Nothing here knows a form. Saved as one cell a line, a merged cell is said once and its row is short: the cells of such
a row are put back over their columns by what stands below them.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.tables.cells import Cell, Row

_META = re.compile(
    r"^[^：\d]{0,6}(?:部门|单位|编制)[^：\d]{0,8}：|^公开表\d+$|"
    r"^(?:公开)?(?:部门|单位|编制单位|填报单位|部门（单位）|部门名称|单位名称|公开部门)(?:（[^）]*）)?：|^公开\d*表$|^(?:附?表)\d+[：:]?$|金额单位|^单位：|^（?单位：|财决.*表$|决算(?:总|汇总|明细)?表$"
    r"|占用情况表$|^20\d\d年度?$"
)
_HEAD = re.compile(
    r"项目|栏次|行次|科目|编码|名称|决算数|预算数|金额|小计|类|款|收入|支出|用车|接待|出国|数量|面积|价值|结转"
)
_CODE = re.compile(r"^(?:2\d\d|3\d\d)(?:\d\d|\.\d\d)?(?:\d\d|\.\d\d)?$")
_NOTE = re.compile(r"^(?:注|备注|说明)\d*[：:、.]|^注释|本表反映|如本表为空|为空表|四舍五入|尾差|尾数")

_BESIDE_NUMBERING = re.compile(r"(?:类|款|项|科目|名称|编码|代码|项目|功能分类|支出)+|小计|合计|其中.*|—|栏次")
_MOST_LINES = 600
"""Lines of the longest form."""
_LONGEST_TAIL = 8
"""Characters of a head that run over into the line below it."""
_RUN_OVER = re.compile(r"(?P<tail>[^\d.,]{0,8})(?P<number>\d{1,2})")

MAX_HEADER = 40
"""Rows of a header; more of them are rows of a table without figures, of which the last ones are taken."""

IsLabel = Callable[[str], bool]


@dataclass(frozen=True)
class Column:
    """A column of the body and the heads over it, from the top down."""

    index: int
    path: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heads joined: 本年支出>小计."""
        return ">".join(self.path)


@dataclass(frozen=True)
class Matrix:
    """A table's header and body. Body rows are `width` cells long or, where a row is torn, longer."""

    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    header: tuple[Row, ...]
    width: int
    lead: tuple[str, ...] = ()
    """What stands alone on a line between title and header: 预算数 over one of two tables stacked."""
    guessed: bool = False
    """Whether it goes on without heads in fewer columns than the page before: which of them are gone is not known."""


def is_code(text: str) -> bool:
    """Whether a cell holds a code of the function or economic classification: 208, 20805, 2080501, 301.01."""
    return bool(_CODE.match(text))


def is_note(row: Sequence[Cell]) -> bool:
    """Whether a row is a note under the table."""
    first = next((cell for cell in row if cell.text), None)
    said = first is not None and first.number is None and _NOTE.search(first.flat)
    return bool(said) and sum(1 for cell in row if cell.text) <= 2


def is_meta(row: Sequence[Cell]) -> bool:
    """Whether a row only names the form, the unit or the money unit."""
    said = False
    for cell in row:
        if cell.text:
            if cell.number is not None or not _META.search(cell.flat):
                return False
            said = True
    return said


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row numbers the columns (栏次 1 2 3 …): small whole numbers that only rise, no label but 栏次."""
    filled = [cell for cell in row if cell.text]
    words = [cell.flat for cell in filled if cell.number is None]
    for word in words:
        if word.endswith("栏次"):
            return True
    if tails(filled):
        return True
    numbers = [cell.number for cell in filled if cell.number is not None]
    if len(numbers) < 3 or not all(n <= 60 and n > 0 and n == int(n) for n in numbers):
        return False
    beside = "合计" not in words and all(_BESIDE_NUMBERING.fullmatch(word) for word in words)
    return beside and all(a < b for a, b in pairwise(numbers))


def tails(row: Sequence[Cell]) -> dict[int, str]:
    """Return the ends of heads that ran over into the line of 栏次 below them, by column: 护费5, 政拨款3.

    Such a line counts on by one from cell to cell; no line of figures does.
    """
    whole = [cell for cell in row if cell.text and "." not in cell.text]
    if len(whole) < 3:
        return {}
    found = [(cell.column, m) for cell in whole if (m := _RUN_OVER.fullmatch(cell.flat))]
    numbers = [int(m["number"]) for _, m in found]
    if len(numbers) < 3 or any(b - a != 1 for a, b in pairwise(numbers)):
        return {}
    columns = {column for column, _ in found}
    if any(len(cell.flat) > _LONGEST_TAIL for cell in row if cell.text and cell.column not in columns):
        return {}
    return {column: m["tail"] for column, m in found if m["tail"]}


def arrange(rows: Sequence[Row], is_label: IsLabel, *, listed: bool) -> Matrix | None:
    """Return the table that `rows` hold, or None where there is no header or no body. `is_label`: a row of the form."""
    filled = [(row, said) for row in rows if (said := [cell for cell in row if cell.text]) and not is_note(said)]
    kept = [row for row, _ in filled]
    first = next((i for i, row in enumerate(kept) if _is_head(row) and not _is_body(row, is_label)), None)
    if first is None:  # heads in words nobody knows: all that stands between the title and the first figures
        first = next((i for i, row in enumerate(kept) if not is_meta(row)), 0)
        if not kept or _is_body(kept[first], is_label):
            return None
    body_at = next((i for i in range(first, len(kept)) if _is_body(kept[i], is_label)), len(kept))
    header = [row for row in kept[first:body_at] if not is_meta(row)][-MAX_HEADER:]
    heads = {_signature(row) for row in header}
    body = [row for row, said in filled[body_at:] if not (is_meta(said) or is_numbering(said) or _is_in(said, heads))]
    width = _width(header, body)
    if listed:
        header = [_right_aligned(row, width) if is_numbering(row) and row[0].flat == "栏次" else row for row in header]
        header = _spread(header, width)
        body = [_right_aligned(row, width) for row in body]
    spans = _spans(header, width, listed=listed)
    columns = tuple(Column(index, _path(spans, index)) for index in range(width))
    lead = tuple(cell.flat for row in kept[:first] if not is_meta(row) for cell in row if cell.text)
    return Matrix(columns, tuple(body), tuple(header), width, lead)


def is_counter(matrix: Matrix, column: Column) -> bool:
    """Whether a column numbers the lines, by its head or by counting from one; 01 is the part of a code."""
    cells = [row[column.index] for row in matrix.body if column.index < len(row)]
    first = next((cell for cell in cells if cell.number is not None), None)
    from_one = first is not None and first.flat in {"1", "2"} and not any(cell.flat.startswith("0") for cell in cells)
    return bool(re.search("行次|序号", column.title)) or (from_one and counts(matrix, column.index))


def counts(matrix: Matrix, index: int) -> bool:
    """Whether a column only counts the lines: 行次, 序号."""
    numbers = [row[index].number for row in matrix.body if index < len(row) and row[index].number is not None]
    whole = [n for n in numbers if n is not None and 0 < n <= _MOST_LINES and n == int(n)]
    steps = sum(1 for a, b in pairwise(whole) if 0 < b - a <= 3)
    return len(whole) >= 4 and len(whole) == len(numbers) and steps >= 0.9 * (len(whole) - 1)


def _signature(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.flat for cell in row if cell.text)


def _is_in(row: Sequence[Cell], heads: Collection[tuple[str, ...]]) -> bool:
    """Whether a row is one of the header again: the page after begins with it."""
    first = next((cell.flat for cell in row if cell.text), "")
    return any(head[0] == first for head in heads if head) and _signature(row) in heads


def _is_head(row: Row) -> bool:
    if is_meta(row):
        return False
    words = [cell.flat for cell in row if cell.text and cell.number is None]
    heads = [word for word in words if _HEAD.search(word) and len(word) <= 40]
    figures = [cell for cell in row if cell.number is not None]
    return len(heads) >= 2 and not figures and not any(is_code(cell.flat) for cell in row)


def _is_body(row: Row, is_label: IsLabel) -> bool:
    if is_numbering(row) or is_meta(row):
        return False
    filled = [cell for cell in row if cell.text]
    if any(is_code(cell.flat) for cell in filled) or any(_is_figure(cell) for cell in filled):
        return True
    words = [cell for cell in filled if not cell.blank and cell.number is None]
    # A line of labels alone is a line of heads (T7 names its items across) unless it has at most one for each half.
    return 0 < len(words) <= 2 and all(is_label(cell.flat) for cell in words)


def _is_figure(cell: Cell) -> bool:
    return cell.number is not None and not re.fullmatch(r"20\d\d", cell.flat)


def _width(header: Sequence[Row], body: Sequence[Row]) -> int:
    """The length most rows of the body have, or the longest header where it is longer."""
    lengths = Counter(len(row) for row in body if len(row) > 1)
    usual = lengths.most_common(1)[0][0] if lengths else 0
    return max(usual, *(len(row) for row in header)) if header else usual


def _right_aligned(row: Row, width: int) -> Row:
    """Put a short row's figures back under the last columns; what is missing was merged into its label."""
    if not 1 < len(row) < width:
        return row
    gap = width - len(row)
    first = row[0]
    blank = Cell("", first.start, first.start, first.row, 0, document=first.document)
    blanks = (blank.at(index) for index in range(1, gap + 1))
    return (first, *blanks, *(cell.at(cell.column + gap) for cell in row[1:]))


def _spread(header: Sequence[Row], width: int) -> list[Row]:
    """Give the cells of short header rows their spans, from the lowest row up, by what stands below them."""
    out: list[Row] = []
    below: Row = ()
    for row in reversed(header):
        if len(row) < width and below:
            groups = next((g for g in _groupings(below) if len(g) == len(row)), None)
            row = _over(row, groups, below) if groups else row
        out.append(row)
        below = row if len(row) == width or row[-1].column + row[-1].width == width else below
    return out[::-1]


def _groupings(below: Row) -> Iterator[list[list[int]]]:
    """Yield ways a full header row is grouped under the heads above it: cell indexes, group by group.

    Cells that stand together have one head, a blank one has its own; 类 款 项 have one; a row that begins anew has
    one head each time.
    """
    texts = [cell.flat for cell in below]
    codes = next((at for at in range(len(texts) - 2) if texts[at : at + 3] == ["类", "款", "项"]), None)
    runs: list[list[int]] = []
    for index, text in enumerate(texts):
        if text and runs and texts[index - 1]:
            runs[-1].append(index)
        else:
            runs.append([index])
    yield runs
    if codes is not None:
        yield (
            [[at] for at in range(codes)]
            + [[codes, codes + 1, codes + 2]]
            + [[a] for a in range(codes + 3, len(texts))]
        )
    starts = [index for index, text in enumerate(texts) if text and text == texts[0]]
    yield [list(range(a, b)) for a, b in pairwise([*starts, len(texts)])]


def _over(row: Row, groups: Sequence[Sequence[int]], below: Row) -> Row:
    """Put heads over groups of the cells below."""
    ends = [below[group[-1]].column + below[group[-1]].width for group in groups]
    starts = [below[group[0]].column for group in groups]
    return tuple(replace(cell, column=a, width=b - a) for cell, a, b in zip(row, starts, ends, strict=True))


def _spans(header: Sequence[Row], width: int, *, listed: bool) -> list[list[str]]:
    """Return, for each header row and column, the head that covers it."""
    merged = any(cell.width > 1 for row in header for cell in row)
    spans: list[list[str]] = []
    for index, row in enumerate(header):
        if is_numbering(row):
            for column, tail in tails(row).items() if spans else ():
                if column < width:
                    spans[-1][column] += tail
            continue
        line = [""] * width
        for cell in row:
            if cell.text:
                above = spans[-1] if spans else [""] * width
                reach = cell.width if merged or listed else _reach(row, cell, header[index + 1 :], above)
                for column in range(cell.column, min(cell.column + reach, width)):
                    line[column] = line[column] or cell.flat
        spans.append(line)
    return spans


def _reach(row: Row, cell: Cell, lower: Sequence[Row], above: Sequence[str]) -> int:
    """How far a head without a stated span reaches: over the blank cells to its right that have a head of their own.

    It never reaches out from under the head above it.
    """
    reach = 1
    for other in row:
        if other.column <= cell.column:
            continue
        has_own = any(c.column == other.column and c.text and c.number is None for below in lower for c in below)
        beyond = other.column >= len(above) or above[other.column] != above[cell.column]
        if other.text or other.column != cell.column + reach or not has_own or beyond:
            break
        reach += 1
    return reach


def _path(spans: Sequence[Sequence[str]], index: int) -> tuple[str, ...]:
    heads = [line[index] for line in spans if line[index]]
    return tuple(head for at, head in enumerate(heads) if at == 0 or head != heads[at - 1])
