"""Reads `suite.toml` and the table of what each report is, and says in Chinese what is wrong in them."""

import csv
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.golden.invalid import invalid
from extractor.errors import SuiteError
from extractor.reasons import of_bytes, of_os, of_toml
from schemas.suite import Identity, SuiteManifest

NAME = "suite.toml"
IDENTITY = tuple(Identity.model_fields)
"""unit_name, fiscal_year, level, money_unit, precision, kind."""
DESCRIBED = ("doc", *IDENTITY)
"""Columns of documents.csv."""


def manifest_path(path: Path) -> Path:
    """Return the manifest of a suite that is named by its folder or by the manifest itself. Raises SuiteError."""
    manifest = path / NAME if path.is_dir() else path
    if not manifest.is_file():
        raise SuiteError(f"没有 {NAME}", where=str(path), remedy="请给出测试集的文件夹；怎样写见 docs/evals.md")
    return manifest


def read_manifest(path: Path) -> SuiteManifest:
    """Read a manifest. Raises SuiteError where it is out of form or names a report twice."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"清单读不了：{unread(error)}", where=str(path), remedy="请检查权限，并存成 UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SuiteError(
            f"不是 TOML：{of_toml(error)}", where=str(path), remedy="请照 docs/evals.md 的样子改正"
        ) from None
    try:
        manifest = SuiteManifest.model_validate(raw)
    except ValidationError as error:
        raise invalid(error, str(path), _entry) from None
    seen: set[str] = set()
    for document in manifest.document:
        if document.name in seen:
            raise SuiteError(f"{document.name} 出现了两次", where=str(path), remedy="每份报告的 name 要各不相同")
        seen.add(document.name)
    return manifest


def _entry(location: Sequence[int | str]) -> str:
    if len(location) > 1 and location[0] in ("document", "press"):
        return f"第 {int(location[1]) + 1} 个 [[{location[0]}]]"
    return ""


def unread(error: OSError | UnicodeDecodeError) -> str:
    """Say why a text file cannot be read."""
    return of_os(error) if isinstance(error, OSError) else of_bytes(error)


def read_described(path: Path) -> dict[str, Identity]:
    """Read documents.csv: what each report is, by its name. Raises SuiteError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        remedy = "请检查 suite.toml 里的 described，或 --described"
        raise SuiteError(f"读不了：{unread(error)}", where=str(path), remedy=remedy) from None
    reader = csv.DictReader(lines)
    found = {}
    for row in reader:
        where = f"{path}，第 {reader.line_num} 行"
        if "doc" not in row or None in row or None in row.values():
            raise SuiteError("格数或列名不对", where=where, remedy=f"首行应为 {','.join(DESCRIBED)}")
        given = {name: value for name, value in row.items() if name != "doc" and value}
        try:
            found[row["doc"]] = Identity.model_validate(given)
        except ValidationError as error:
            raise invalid(error, where, lambda _: "") from None
    return found
