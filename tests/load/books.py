"""Fictional workbooks, made on the spot."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import xlwt  # type: ignore[import-untyped]
from openpyxl import Workbook


def xlsx(fill: Callable[[Workbook], None]) -> bytes:
    """Return a workbook from a function that fills one of a single sheet, Sheet."""
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(fill: Callable[[Any], None]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rezipped(
    data: bytes, changed: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a ZIP file with some of its members changed, and some added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            target.writestr(item, changed.get(item.filename, bytes)(content))
        for name, content in (added or {}).items():
            target.writestr(name, content)
    return out.getvalue()


FORM = [
    ["收入支出决算总表", None, None, None],
    [None, None, None, "公开01表"],
    ["部门：青禾市粮食局", None, None, "金额单位：万元"],
    ["收入", None, "支出", None],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", 812.4, "一、一般公共服务支出", 790.15],
    ["本年收入合计", 812.4, "本年支出合计", 790.15],
    ["年初结转和结余", 10.004, "年末结转和结余", 32.25],
    ["总计", 822.404, "总计", 822.4],
]
