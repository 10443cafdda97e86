"""Which identities a call tries, and how grave it takes their failures: from a TOML file of the user's.

disable = ["E8"]        # never tried
only = ["D3", "D4"]     # these alone
[severity]
C4 = "info"             # error, warning or info
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from extractor.checks.check import Checked
from extractor.checks.files import NAMES as BETWEEN
from extractor.checks.lines import GRAVITY
from extractor.checks.registry import identities
from extractor.errors import UsageError
from extractor.reasons import of_bytes, of_os, of_toml
from schemas.record import Finding, Severity

_KEYS = ("disable", "only", "severity")
_EXAMPLE = '例如一行 disable = ["E8"]；写法见 docs/checks.md'
_EXEMPT = frozenset({"rounding", "not_checked"})
"""A difference within the printed precision is no failure, however grave a failure is taken."""


@dataclass(frozen=True)
class Choice:
    """What a configuration says."""

    ids: tuple[str, ...] | None = None
    """Identities to try; None for all."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    between: tuple[str, ...] = tuple(BETWEEN)
    """Checks between files (X1 …) to try."""

    def applied(self, checked: Checked) -> Checked:
        """Return the findings with the gravity that is asked for, gravest first."""
        if not self.severity:
            return checked
        findings = [self._weighed(finding) for finding in checked.findings]
        return replace(checked, findings=tuple(sorted(findings, key=lambda one: GRAVITY.index(one.severity))))

    def _weighed(self, finding: Finding) -> Finding:
        """A finding is as grave as the gravest of its identities; those without a word of ours keep its gravity."""
        if finding.verdict in _EXEMPT or not finding.checks:
            return finding
        asked = {self.severity.get(check, finding.severity) for check in finding.checks}
        return finding.model_copy(update={"severity": min(asked, key=GRAVITY.index)})


EVERYTHING = Choice()


def read_choice(path: Path) -> Choice:
    """Read a configuration. Raises UsageError that names the file and the key that is off."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"读不到核对设置：{of_os(error)}", where=str(path), remedy="请核对路径和权限") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        why = of_bytes(error) if isinstance(error, UnicodeDecodeError) else of_toml(error)
        raise UsageError(f"核对设置不是 TOML：{why}", where=str(path), remedy=_EXAMPLE) from error
    for key in said:
        if key not in _KEYS:
            raise UsageError(f"没有名为 {key} 的设置", where=str(path), remedy=f"可选：{'、'.join(_KEYS)}")
    off, only = _ids(said, "disable", path), _ids(said, "only", path)
    known = tuple(identities())
    left = tuple(id_ for id_ in known if (only is None or id_ in only) and id_ not in (off or ()))
    between = tuple(id_ for id_ in BETWEEN if (only is None or id_ in only) and id_ not in (off or ()))
    if not left and not between:
        raise UsageError("按 only 和 disable 没有剩下要核的恒等式", where=str(path), remedy="请少停用几条")
    return Choice(None if left == known else left, _severities(said, path), between)


def _ids(said: Mapping[str, Any], key: str, path: Path) -> list[str] | None:
    if key not in said:
        return None
    ids = said[key]
    if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
        raise UsageError(f"{key} 要写成编号的列表", where=str(path), remedy=f'例如 {key} = ["E8"]')
    for id_ in ids:
        _known(id_, key, path)
    return ids


def _severities(said: Mapping[str, Any], path: Path) -> dict[str, Severity]:
    table = said.get("severity", {})
    if not isinstance(table, dict):
        raise UsageError("severity 要写成一节", where=str(path), remedy='例如 [severity] 之下写 C4 = "info"')
    for id_, severity in table.items():
        _known(id_, "severity", path)
        if severity not in get_args(Severity):
            choices = "、".join(get_args(Severity))
            raise UsageError(f"severity 的 {id_}：没有“{severity}”这一级", where=str(path), remedy=f"可选：{choices}")
    return dict(table)


def _known(id_: str, key: str, path: Path) -> None:
    if id_ not in identities() and id_ not in BETWEEN:
        raise UsageError(f"{key}：没有编号为 {id_} 的恒等式", where=str(path), remedy="编号见 docs/checks.md")
