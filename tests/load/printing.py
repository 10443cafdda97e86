"""Forms printed as PDF pages, for the tests of the readers: fictional labels and figures, no real report's."""

import html
import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SOFFICE = shutil.which("soffice")

LEFT = None
"""A cell that belongs to the one at its left."""
ABOVE = "^"
"""A cell that belongs to the one above it."""

Cell = str | None
Rows = Sequence[Sequence[Cell]]


def t1() -> Rows:
    """Two blocks side by side, a wrapped label, blank amounts."""
    return [
        ["收入", LEFT, LEFT, "支出", LEFT, LEFT],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、一般公共预算财政拨款收入", "1", "8,487,807.53", "一、一般公共服务支出", "32", "6,101,230.00"],
        ["二、政府性基金预算财政拨款收入", "2", "", "二、外交支出", "33", ""],
        ["三、国有资本经营预算财政拨款收入", "3", "39.50", "三、国防支出", "34", "37,325.44"],
        ["四、上级补助收入", "4", "796.35", "四、公共安全支出", "35", "971.36"],
        ["五、事业收入", "5", "", "五、教育支出", "36", ""],
        ["", "6", "", "六、科学技术支出", "37", "-360.83"],
        ["本年收入合计", "27", "8,488,643.38", "本年支出合计", "58", "6,139,165.97"],
        ["总计", "31", "8,488,643.38", "总计", "62", "8,488,643.38"],
    ]


def t2(rows: int) -> Rows:
    """The functional tree: a head of several lines, a code over 类 款 项, columns that are blank throughout."""
    names = ["行政运行", "机关事业单位基本养老保险缴费支出", "一般行政管理事务", "公务员医疗补助"]
    head: list[list[Cell]] = [
        [
            "项目",
            LEFT,
            LEFT,
            LEFT,
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            LEFT,
            "附属单位上缴收入",
        ],
        ["功能分类科目编码", LEFT, LEFT, "科目名称", ABOVE, ABOVE, ABOVE, "小计", "其中：教育收费", ABOVE],
        ["类", "款", "项", "栏次", "1", "2", "3", "4", "5", "6"],
        [ABOVE, ABOVE, ABOVE, "合计", "93,335,667.05", "93,335,667.05", "", "", "", ""],
    ]
    for i in range(rows):
        amount = f"{(i * 7919 + 13) % 90000 + 1000:,}.{i % 100:02d}"
        head.append([f"20{i % 9 + 1}{i % 90 + 10}{i % 9 + 1:02d}", LEFT, LEFT, names[i % 4], amount, amount, *[""] * 4])
    return head


def t6() -> Rows:
    """Three blocks."""
    body = [
        ["301", "工资福利支出", "69,304.21", "302", "商品和服务支出", "8,366.72", "310", "资本性支出", ""],
        ["30101", "基本工资", "42.17", "30201", "办公费", "366.72", "31001", "房屋建筑物购建", ""],
        ["30102", "津贴补贴", "", "30202", "印刷费", "", "31002", "办公设备购置", "51,340.79"],
        [
            "30108",
            "机关事业单位基本养老保险缴费",
            "485,308.47",
            "30211",
            "差旅费",
            "8,000.00",
            "31003",
            "专用设备购置",
            "",
        ],
    ]
    return [
        ["人员经费", LEFT, LEFT, "公用经费", LEFT, LEFT, LEFT, LEFT, LEFT],
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        *body,
        ["人员经费合计", LEFT, "554,654.85", "公用经费合计", LEFT, LEFT, LEFT, LEFT, "59,707.51"],
    ]


def said(rows: Rows) -> list[list[str]]:
    """Return what the cells say: merged ones at their upper left."""
    return [["" if cell in (LEFT, ABOVE) else str(cell) for cell in row] for row in rows]


def spans(rows: Rows, row: int, column: int) -> tuple[int, int]:
    """Return height and width of a cell."""
    width = height = 1
    while column + width < len(rows[row]) and rows[row][column + width] is LEFT:
        width += 1
    while row + height < len(rows) and rows[row + height][column] == ABOVE:
        height += 1
    return height, width


def as_html(rows: Rows, widths: Sequence[int], *, ruled: bool = True, title: str = "收入支出决算总表") -> str:
    """Return a web page with the form on it."""
    border = "border:1px solid #000;" if ruled else ""
    parts = [
        "<!doctype html><meta charset=utf-8><style>@page{size:A4;margin:18mm}body{font:9pt serif}"
        f"table{{border-collapse:collapse;width:100%}}td{{{border}padding:2px 6px}}.n{{text-align:right}}</style>",
        f"<h3>{title}</h3><p>公开01表</p><p>部门：云溪县档案馆　　　单位：万元</p><table>",
        "<colgroup>" + "".join(f"<col style='width:{width}%'>" for width in widths) + "</colgroup>",
    ]
    for i, row in enumerate(rows):
        parts.append("<tr>")
        for j, cell in enumerate(row):
            if cell in (LEFT, ABOVE):
                continue
            height, width = spans(rows, i, j)
            kind = " class=n" if "." in str(cell) else ""
            parts.append(f"<td colspan={width} rowspan={height}{kind}>{html.escape(str(cell))}</td>")
        parts.append("</tr>")
    parts.append("</table><p>注：本表反映虚构单位的收支，各数四舍五入。</p>")
    return "".join(parts)


def printed_by_chromium(page: str, folder: Path) -> bytes:
    """Return the PDF that Chromium prints; skips where it is not installed."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync --no-pdf-header-footer"
    command = [CHROMIUM, *flags.split(), f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=120)
    return target.read_bytes()


def printed_by_office(page: str, folder: Path) -> bytes:
    """Return the PDF that LibreOffice makes of a web page; skips where it is not installed."""
    if SOFFICE is None:
        pytest.skip("no LibreOffice here")
    source = folder / "page.html"
    source.write_text(page.replace("<table>", "<table border=1 cellspacing=0 width=100%>"), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "page.pdf").read_bytes()


class Press:
    """Prints forms with reportlab. Places are in points from the upper left."""

    def __init__(self, *, wide: bool = False) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.out = io.BytesIO()
        self.size = landscape(A4) if wide else A4
        self.canvas = Canvas(self.out, pagesize=self.size, invariant=1)
        self.page()

    def page(self) -> None:
        """Begin a page."""
        if self.canvas.getPageNumber() > 1 or self.canvas._code:
            self.canvas.showPage()
        self.canvas.setFont(FONT, 9)
        self.canvas.setLineWidth(0.5)

    def text(self, x: float, y: float, words: str) -> None:
        """Print words from `x` on, their base line at `y`."""
        self.canvas.drawString(x, self.size[1] - y, words)

    def right(self, x: float, y: float, words: str) -> None:
        """Print words that end at `x`."""
        self.canvas.drawRightString(x, self.size[1] - y, words)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def table(self, rows: Rows, edges: Sequence[float], top: float, *, pitch: float = 18, ruled: bool = True) -> float:
        """Print a form with its columns between `edges`; return where it ends. Amounts stand right, words left."""
        for i, row in enumerate(rows):
            y = top + i * pitch
            for j, cell in enumerate(row):
                if cell in (LEFT, ABOVE):
                    continue
                height, width = spans(rows, i, j)
                x0, x1 = edges[j], edges[j + width]
                if ruled:
                    self.canvas.rect(x0, self.size[1] - y - pitch * height, x1 - x0, pitch * height)
                if "." in str(cell):
                    self.right(x1 - 3, y + pitch - 5, str(cell))
                else:
                    self.text(x0 + 3, y + pitch - 5, str(cell))
        return top + len(rows) * pitch

    def done(self) -> bytes:
        """Return the PDF."""
        self.canvas.save()
        return self.out.getvalue()
