"""The form of an item as a decision."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.numbers import SCALE
from extractor.review.desk.amounts import canonical
from extractor.review.desk.drafts import FIELDS
from extractor.review.desk.signed import Post
from extractor.review.store import BadInput, Item, Typed
from schemas.fact import Fact

_KINDS = {"accept", "correct", "absent", "cannot_tell", "flag"}
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Pressed:
    """What a form says beside the decision."""

    version: int
    key: str
    seconds: int


def pressed(post: Post) -> Pressed:
    """Return version, key and time of a form. Raises BadInput where they are none."""
    return Pressed(_whole(post, "version"), post.text("key"), _whole(post, "seconds", "0"))


def draft_of(post: Post) -> Mapping[str, str]:
    """Return what is typed, as it is kept."""
    return {name: post.text(name)[:2000] for name in FIELDS if post.text(name)}


def typed_of(post: Post, item: Item, fact: Fact | None) -> Typed:
    """Return the decision a form states. `pick`: a rival reading, by its number. Raises BadInput."""
    pick = post.text("pick")
    kind = "correct" if pick else post.text("kind")
    if kind not in _KINDS:
        raise BadInput("不认识的判断")
    seconds = _whole(post, "seconds", "0")
    if pick:
        return _picked(pick, fact, post.text("reason"), seconds)
    if kind != "correct":
        return Typed(kind, reason=post.text("reason"), seconds=seconds)  # type: ignore[arg-type]
    value = canonical(post.text("text"), post.text("unit"), unit_of(item, post.text("unit"))).value
    start, end = _place(post, "start"), _place(post, "end")
    return Typed(
        "correct",
        value=value,
        printed=post.text("printed") or None if start is not None else None,  # what stands nowhere is not printed
        reason=post.text("reason"),
        row=post.text("row") or None,
        column=post.text("column") or None,
        start=start,
        end=end,
        seconds=seconds,
    )


def unit_of(item: Item, chosen: str) -> str:
    """Return the unit a value of an item is in: its own, or for a figure nobody placed the one a person chose."""
    return item.unit or (chosen if chosen in SCALE else "")


def _picked(pick: str, fact: Fact | None, reason: str, seconds: int) -> Typed:
    rivals = fact.candidates if fact else ()
    if not _WHOLE.fullmatch(pick) or not 1 <= int(pick) <= len(rivals):
        raise BadInput("没有这个候选")
    one = rivals[int(pick) - 1]
    return Typed(
        "correct", value=one.value, printed=one.printed, reason=reason, start=one.start, end=one.end, seconds=seconds
    )


def _whole(post: Post, name: str, default: str = "") -> int:
    text = post.text(name) or default
    if not _WHOLE.fullmatch(text):
        raise BadInput("表单不完整", remedy="请刷新页面后再试")
    return int(text)


def _place(post: Post, name: str) -> int | None:
    text = post.text(name)
    return int(text) if _WHOLE.fullmatch(text) else None
