"""Parts of a text whose labels own no figure: stated reasons, denominators, comparisons, lists of names."""

import re

from extractor.labels import Mention, find_mentions

_COMPARE = re.compile(
    r"(?:对比|比(?!重|例|率)|较|与|同)(?P<with>[^，。；：\n]{0,26}?)(?=增|减|下降|上升|上涨|降低|提高|节约|压减|缩减|变动|相比|相较|持平|无|基本|多|少|各|，|。)"
)
_REASON = re.compile(r"(?:主要)?原因")
_WHY = re.compile(r"，主要(?:是|系|由于|因)")
_LISTED = re.compile(r"包括：?[^。；\n\d]*(?=[。；\n])")
_SHARE = re.compile(r"占[^，。；：\n\d]{0,40}")
_USED_FOR = re.compile(r"主要(?:是|用于|为)[^，。；\n\d]*(?=[，。；\n])")

Ranges = list[tuple[int, int]]


class Masks(dict[str, Ranges]):
    """Flat ranges by why their labels own nothing."""

    def hide(self, position: int) -> bool:
        """Return whether a label at `position` owns no figure."""
        return any(inside(position, ranges) for ranges in self.values())


def explained(text: str, place: str) -> list[tuple[int, int]]:
    """Return the flat ranges of stated reasons: their numbers are no figures of the account."""
    return masks_of(text, find_mentions(text, place))["reason"]


def compared(text: str) -> list[re.Match[str]]:
    """Return the comparisons of a text; `with` is what is compared with."""
    years = re.compile(r"预算|年|上|去|往")
    return [match for match in _COMPARE.finditer(text) if years.search(match["with"])]


def masks_of(text: str, mentions: list[Mention]) -> Masks:
    """Return the masks of a flat text in which `mentions` were found."""
    opening = {mention.start: mention for mention in reversed(mentions)}
    reasons = [(m.start(), _reason_end(text, m.end(), opening)) for m in _REASON.finditer(text)]
    return Masks(
        reason=reasons,
        share=[m.span() for m in _SHARE.finditer(text)],
        use=[m.span() for pattern in (_USED_FOR, _LISTED) for m in pattern.finditer(text)],
        why=[(m.start(), _reason_end(text, m.end(), opening)) for m in _WHY.finditer(text)],
        compare=[m.span("with") for m in compared(text)],
    )


def _reason_end(text: str, start: int, mentions: dict[int, Mention]) -> int:
    """A reason runs to the end of its sentence, or to a clause that opens with a label and states a figure.

    A second reason (；二是 …) belongs to it. `mentions`: the labels by where they open.
    """
    stop = re.compile(r"[。\n]|；(?![二三四五六]是)").search(text, start)
    end = stop.start() if stop else len(text)
    for comma in re.finditer(r"，(?:其中：?)?", text[start:end]):
        label = mentions.get(start + comma.end())
        if label and re.match(r"[^，。；]{0,14}\d", text[label.end : label.end + 16]):
            return start + comma.start()
    return end


def inside(position: int, ranges: Ranges) -> bool:
    """Return whether a position lies in one of some half-open ranges."""
    return any(start <= position < end for start, end in ranges)
