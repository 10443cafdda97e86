"""What pydantic says of a file a person wrote, told to that person: in Chinese, with the entry and what to do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from extractor.errors import SuiteError
from extractor.reasons import choices

Context = Mapping[str, Any]

_WRITTEN: dict[str, str] = {
    "value": "只写数字和小数点，负数前面加 -，不写逗号与单位：48.2 万元写 482000",
    "sha256": "要文件的 SHA-256，64 位小写十六进制：用 sha256sum 算",
    "name": "只用字母、数字和 _ . -",
    "precision": "写数字，例如 0.01",
}
"""How a field is written, where a pattern would tell a person little."""
_SAID: dict[str, Callable[[str, Context], tuple[str, str]]] = {
    "missing": lambda name, _: (f"缺少 {name}", f"请补上 {name}"),
    "extra_forbidden": lambda name, _: (f"不认识的字段 {name}", "请改正拼写，或删去它"),
    "literal_error": lambda name, ctx: (f"{name} 不在允许的取值里", f"可选：{choices(ctx.get('expected', ''))}"),
    "string_pattern_mismatch": lambda name, ctx: (
        f"{name} 的写法不对",
        _WRITTEN.get(name, f"应符合 {ctx.get('pattern', '')}"),
    ),
    "string_too_short": lambda name, _: (f"{name} 是空的", f"请填写 {name}"),
    "value_error": lambda name, _: (f"{name} 是绝对路径", "请写成相对于 suite.toml 所在文件夹的路径"),
    "int_parsing": lambda name, _: (f"{name} 不是整数", "请改成整数，或留空"),
    "greater_than_equal": lambda name, ctx: (f"{name} 太小", f"至少是 {ctx.get('ge', '')}"),
    "less_than_equal": lambda name, ctx: (f"{name} 太大", f"至多是 {ctx.get('le', '')}"),
}
"""By pydantic's error types: what is wrong, and the remedy."""


def invalid(error: ValidationError, where: str, entry: Callable[[Sequence[int | str]], str]) -> SuiteError:
    """Return the first fault as an error. `where`: the file; `entry` says in Chinese which part a location is."""
    faults = error.errors(include_url=False, include_input=False)
    first = faults[0]
    location = first["loc"]
    name = str(location[-1]) if location else ""
    said = _SAID.get(first["type"])
    what, remedy = said(name, first.get("ctx", {})) if said else (f"{name} 不对：{first['msg']}", "请照 schema 改正")
    more = f"（另有 {len(faults) - 1} 处）" if len(faults) > 1 else ""
    place = entry(location)
    return SuiteError(what + more, where=f"{where}，{place}" if place else where, remedy=remedy)
