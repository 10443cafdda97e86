"""Why something failed, in Chinese: what the operating system, pydantic and TOML's reader say in English.

A reason is a clause for an error of ours (extractor/errors.py), which adds where and what to do.
"""

import errno
import re
from collections.abc import Sequence
from tomllib import TOMLDecodeError

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_OS = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径当中有一段是文件，不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
}
_FORM = {
    "missing": "缺这一项",
    "extra_forbidden": "不该有这一项",
    "json_type": "不是 JSON",
    "too_short": "一项也没有",
}
_WANTED = (
    (("model", "dict", "dataclass"), "要一个对象"),
    (("tuple", "list", "set"), "要一个列表"),
    (("string", "url", "path"), "要文字"),
    (("bool",), "要 true 或 false"),
    (("int",), "要整数"),
    (("float", "decimal", "finite"), "要数字"),
)
"""What the kinds of pydantic's errors, by how their names begin, want in place of what stands there."""
_LIMITS = {"greater_than": "要大于 {gt}", "greater_than_equal": "不能小于 {ge}", "less_than_equal": "不能大于 {le}"}
_LINE = re.compile(r"at line (\d+),? column (\d+)")
_CHOICE = re.compile(r"'([^']*)'")
_LONGEST = 60
"""Characters of a key that are shown; a broken file may hold any."""


def of_os(error: OSError) -> str:
    """Say why a file cannot be read or written; of a rare cause only its code is known."""
    if error.errno is None:
        return "系统没有说明原因"
    return _OS.get(error.errno, f"系统错误 {errno.errorcode.get(error.errno, str(error.errno))}")


def of_form(error: ValidationError) -> str:
    """Say of the first thing that is off in a value where it is and what is wanted there."""
    first = error.errors(include_url=False)[0]
    where = _place(first["loc"])
    return f"{where}：{of_detail(first)}" if where else of_detail(first)


def of_detail(detail: ErrorDetails) -> str:
    """Say what is wanted in place of what stands there."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "json_invalid":
        found = _LINE.search(detail["msg"])
        return f"第 {found[1]} 行第 {found[2]} 列起不是完整的 JSON" if found else "不是完整的 JSON"
    if kind in _FORM:
        return _FORM[kind]
    if kind in _LIMITS:
        return _LIMITS[kind].format(**context)
    if kind in {"literal_error", "enum"}:
        return f"只能是 {choices(str(context['expected']))}"
    if kind == "value_error":  # raised by our own validators, in Chinese
        return detail["msg"].removeprefix("Value error, ")
    return next((wanted for begins, wanted in _WANTED if kind.startswith(begins)), f"不合格式（{kind}）")


def choices(expected: str) -> str:
    """Say what pydantic allows: `'a', 'b' or 'c'`."""
    return "、".join(_CHOICE.findall(expected))


def of_toml(error: TOMLDecodeError) -> str:
    """Say where a text stops being TOML."""
    found = _LINE.search(str(error))
    return f"第 {found[1]} 行第 {found[2]} 列起写法不对" if found else "文件末尾没有写完"


def of_bytes(error: UnicodeDecodeError) -> str:
    """Say where bytes stop being UTF-8."""
    return f"第 {error.start + 1} 个字节起不是 UTF-8"


def _place(path: Sequence[int | str]) -> str:
    """facts, 0, value: facts 第 1 项的 value."""
    said = ""
    for step in path:
        if isinstance(step, int):
            said += f" 第 {step + 1} 项" if said else f"第 {step + 1} 项"
        else:
            said += ("的 " if said.endswith("项") else " 的 " if said else "") + step[:_LONGEST]
    return said
