"""Who may answer what: the round an answer counts in, and what has to come with it."""

import re
from decimal import Decimal, InvalidOperation

from extractor.merge import plain
from extractor.numbers import SCALE
from extractor.review.store.errors import BadInput, Conflict, NotAllowed
from extractor.review.store.values import RANK, State, Typed, User
from schemas.review import ItemKind

_DECIMAL = re.compile(r"[+-]?\d{1,24}(?:\.\d{1,20})?", re.ASCII)
LONGEST_REASON = 2_000
_LONGEST_LABEL = 200
_LONGEST_PRINTED = 200
_DAY = 86_400
FLAG_ROUND = 0


def round_of(state: State, user: User, typed: Typed) -> int:
    """Return the round this answer counts in. Raises NotAllowed, or Conflict where the item is settled already."""
    if typed.kind == "flag":
        return FLAG_ROUND
    mine = _own_round(state, user.id)
    if mine is not None:
        return mine
    if state.stage == "first":
        if state.second and state.second.user == user.id:
            raise NotAllowed("这一项要由两个人各自判断")
        return 1
    if state.stage == "second":
        return 2
    return _third_round(state, user, typed)


def _own_round(state: State, user: int) -> int | None:
    """An answer may be changed by the one who gave it as long as nobody has answered after him."""
    if state.third:
        return 3 if state.third.user == user else None
    if state.first and state.first.user == user and not state.second and not state.flagged:
        return 1
    return None


def _third_round(state: State, user: User, typed: Typed) -> int:
    if RANK[user.role] < RANK["adjudicator"]:
        if state.stage == "settled":
            raise Conflict("这一项已有结论", remedy="有疑问请用“标记”说明，由裁定人处理")
        raise NotAllowed("这一项要由裁定人处理")
    if not may_adjudicate(user, state.first.user if state.first else None, state.second.user if state.second else None):
        raise NotAllowed("自己参与的分歧要由第三个人裁定")
    if state.stage == "settled" and not typed.reason.strip():
        raise BadInput("改动已有结论要写理由")
    return 3


def may_adjudicate(user: User, first: int | None, second: int | None) -> bool:
    """Whether this adjudicator may settle what two people answered: not as one of the two, unless he is an admin."""
    return user.role == "admin" or second is None or user.id not in (first, second)


def checked(typed: Typed, kind: ItemKind, machine: str | None) -> Typed:
    """Return what was typed in the form it is kept in. Raises BadInput."""
    for text, longest in (
        (typed.reason, LONGEST_REASON),
        (typed.printed or "", _LONGEST_PRINTED),
        (typed.row or "", _LONGEST_LABEL),
        (typed.column or "", _LONGEST_LABEL),
    ):
        require_text(text, longest)
    if typed.kind not in ("accept", "correct", "absent", "cannot_tell", "flag"):
        raise BadInput("不认识的判断", where=str(typed.kind)[:40])
    if typed.kind in ("cannot_tell", "flag") and not typed.reason.strip():
        raise BadInput("请写明理由")
    value = _value(typed, kind, machine)
    spent = max(0, min(int(typed.seconds), _DAY))
    _check_span(typed.start, typed.end)
    return Typed(
        typed.kind,
        value,
        typed.printed,
        typed.reason.strip(),
        typed.row,
        typed.column,
        typed.start,
        typed.end,
        spent,
    )


def decimal_text(text: str) -> str:
    """Return a typed number as plain decimal text: full width and thousands commas are understood.

    Raises BadInput for what is no number, or longer than any amount.
    """
    narrow = text.strip().translate(_NARROW).replace(",", "")
    try:
        value = Decimal(narrow)
    except InvalidOperation:
        value = Decimal("nan")
    if not _DECIMAL.fullmatch(narrow) or not value.is_finite():
        raise BadInput("不是一个数", where=text[:40], remedy="只写数字，例如 1234.56")
    return plain(value)


def prints(printed: str | None, value: str | None) -> bool:
    """Whether printed digits may stand for a value: the same number, in 元, 万元 or 亿元, whatever its sign."""
    try:
        digits = abs(Decimal(decimal_text(printed or "")))
    except BadInput:
        return False
    return value is not None and abs(Decimal(value)) in {digits * scale for scale in SCALE.values()}


_NARROW = str.maketrans("０１２３４５６７８９．，－＋−", "0123456789.,-+-")


def require_text(text: str, longest: int) -> None:
    """Refuse text that is too long or that no database keeps."""
    if len(text) > longest:
        raise BadInput(f"文字太长，最多 {longest} 个字")
    if "\0" in text or (not text.isascii() and text.encode("utf-8", "replace").decode() != text):
        raise BadInput("文字里有不能保存的字符")


def _value(typed: Typed, kind: ItemKind, machine: str | None) -> str | None:
    if typed.kind == "accept":
        return machine
    if typed.kind != "correct":
        return None
    if not (typed.value or "").strip():
        raise BadInput("改正要写出数值")
    if kind == "number" and not (typed.row and typed.column):
        raise BadInput("请写明这个数是哪一行、哪一列的")
    if kind in ("chunk", "form"):
        raise BadInput("这里没有单个的数可改", remedy="请在这一节的各项里改正，或标记给裁定人")
    return decimal_text(typed.value or "")


def _check_span(start: int | None, end: int | None) -> None:
    if (start is None) != (end is None):
        raise BadInput("证据要有起止两个位置")
    if start is not None and end is not None and not 0 <= start < end < 2**31:
        raise BadInput("证据的位置不对")
