"""HTML: the report without the site around it; blocks make lines, a table row makes one line with tabs."""

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.errors import ScannedInput, Unreadable
from extractor.load.content import is_hidden_tag, main_part
from extractor.load.encoding import bom_of, decode, decode_damaged, tidy
from extractor.load.loaded import Loaded
from extractor.load.pages import is_blank
from extractor.load.rows import Cell, Table, is_layout, lay_out
from schemas.document import Grid

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
MAX_DEPTH = 300
"""Elements that may stand in one another; a page of tables in tables has forty."""
MAX_UNCLOSED = 2_000
"""Blocks of one kind that may be open at once in the source; scripts and comments that print some count, too."""

_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_BLOCK_TAG = re.compile(
    r"<(/?)(address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer|form|header"
    r"|hgroup|listing|main|menu|nav|ol|pre|search|section|summary|ul)\b",
    re.I,
)
"""Tags for which the parser goes through all that is open, so that its time grows with the square of the depth."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_GONE = re.compile(r"display\s*:\s*none", re.I)
_UNSEEN = re.compile(r"visibility\s*:\s*(hidden|collapse)", re.I)


def read_html(data: bytes, name: str) -> Loaded:
    """Return the text and tables of a web page, without navigation, headers, footers, scripts and hidden parts.

    Raises Unreadable where the encoding cannot be told or elements stand in one another beyond `MAX_DEPTH`,
    ScannedInput where there are only pictures.
    """
    source = _decoded(data, name)
    if _is_unclosed(source):
        raise _too_deep(name)
    tree = LexborHTMLParser(source)
    body = tree.body
    if body is None:
        return Loaded("")
    if _is_deep(body):
        raise _too_deep(name)
    part, skipped, title = main_part(tree, body)
    lines = Lines(skipped)
    if title:
        lines.say(title)
        lines.end()
    lines.walk(part)
    loaded = lines.loaded()
    if is_blank(loaded.text) and body.css_first("img") is not None:
        raise ScannedInput("网页里只有图片，没有文字", where=name, remedy="请先做文字识别（OCR），存为文本文件再试")
    return loaded


def _is_unclosed(source: str) -> bool:
    """Whether the source opens blocks without end: told before they are parsed, for parsing them could take minutes."""
    unclosed: Counter[str] = Counter()
    for tag in _BLOCK_TAG.finditer(source):
        kind = tag[2].lower()
        unclosed[kind] = max(0, unclosed[kind] + (-1 if tag[1] else 1))
        if unclosed[kind] > MAX_UNCLOSED:
            return True
    return False


def _too_deep(name: str) -> Unreadable:
    return Unreadable(
        "网页的元素套得太深，不是正常的网页", where=name, remedy="请用浏览器打开，另存后再试，或导出为 PDF"
    )


def _is_deep(body: LexborNode) -> bool:
    level = [body]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in node.iter()]
        if not level:
            return False
    return True


def _decoded(data: bytes, name: str) -> str:
    found = None if bom_of(data) else _DECLARED.search(data[:8192])
    declared = found.group(1).decode("ascii") if found else None
    text = decode(data, declared)
    if text is None and bom_of(data) is None:
        text = decode_damaged(data, declared)
    if text is None:
        raise Unreadable("认不出网页的文字编码", where=name, remedy="请用浏览器打开，另存为 UTF-8 网页或导出为 PDF")
    return tidy(text)


class Lines:
    """Lines of text, filled by walking nodes; nodes whose `mem_id` is in `skipped` are not entered."""

    def __init__(self, skipped: frozenset[int]) -> None:
        self._skipped = skipped
        self._lines: list[str] = []
        self._open: list[str] = []
        self._tables: list[tuple[int, Table]] = []  # with the number of its first line

    def loaded(self) -> Loaded:
        """Return what was said, and the tables in it."""
        text = self.text()
        starts = [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line) + 1)
        return Loaded(
            text,
            tuple(
                Grid(start=starts[first], end=starts[first + len(lines)], layout="tabbed", merges=merges)
                for first, (lines, merges) in self._tables
            ),
        )

    def text(self) -> str:
        """Return what was said, one line feed behind every line."""
        self.end()
        return "".join(f"{line}\n" for line in self._lines)

    def say(self, text: str) -> None:
        """Add running text; white space collapses as a browser shows it, full-width spaces stay."""
        text = _SPACE.sub(" ", text)
        if not self._open or self._open[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self._open.append(text)

    def end(self, *, even_empty: bool = False) -> None:
        """End the line; an empty one is kept only where the source asks for it (`<br>`)."""
        line = "".join(self._open).rstrip(" ")
        self._open = []
        if line or even_empty:
            self._lines.append(line)

    def walk(self, node: LexborNode) -> None:
        """Say `node` and everything in it."""
        if node.mem_id in self._skipped:
            return
        tag = node.tag or ""
        if tag == "-text":
            self.say(node.text_content or "")
        elif tag == "br":
            self.end(even_empty=True)
        elif tag == "pre":
            self._verbatim(node)
        elif tag == "table":
            self._table(node)
        elif tag[:1].isalpha() and not is_hidden_tag(tag):
            self._children(node, block=tag in BLOCKS)

    def _children(self, node: LexborNode, *, block: bool) -> None:
        if block:
            self.end()
        for child in node.iter(include_text=True):
            self.walk(child)
        if block:
            self.end()

    def _verbatim(self, node: LexborNode) -> None:
        self.end()
        for line in node.text(deep=True).strip("\n").split("\n"):
            self._open = [line]
            self.end(even_empty=True)

    def _table(self, table: LexborNode) -> None:
        if any(inner.mem_id != table.mem_id for inner in table.css("table")):
            self._children(table, block=True)  # it arranges the page; asked first, for such tables nest deep
            return
        rows = [[self._cell(cell) for cell in _shown(row, ("td", "th"), self._skipped)] for row in self._rows(table)]
        if is_layout(rows):
            self._children(table, block=True)
            return
        self.end()
        for part in table.iter():
            if part.tag == "caption":
                self.walk(part)
        laid = lay_out(rows)
        if laid.lines:
            self._tables.append((len(self._lines), laid))
            self._lines += laid.lines

    def _rows(self, table: LexborNode) -> list[LexborNode]:
        groups = _shown(table, ("thead", "tbody", "tfoot"), self._skipped)
        rows = [row for group in groups for row in _shown(group, ("tr",), self._skipped)]
        return rows + _shown(table, ("tr",), self._skipped)

    def _cell(self, node: LexborNode) -> Cell:
        inner = Lines(self._skipped)
        if not _is_unseen(node):
            inner._children(node, block=True)
        return Cell(inner.text(), _span(node, "colspan"), _span(node, "rowspan"))


def _shown(parent: LexborNode, tags: tuple[str, ...], skipped: frozenset[int]) -> list[LexborNode]:
    """Return the children of such tags that a browser lays out."""
    return [
        node
        for node in parent.iter()
        if node.tag in tags
        and (node.mem_id not in skipped or _is_unseen(node))
        and "hidden" not in node.attributes
        and not _GONE.search(node.attributes.get("style") or "")
    ]


def _is_unseen(node: LexborNode) -> bool:
    """Whether a cell takes its room but shows nothing."""
    return node.tag in ("td", "th") and _UNSEEN.search(node.attributes.get("style") or "") is not None


def _span(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
