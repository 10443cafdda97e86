"""How the papers of the desk say things."""

from schemas.review import Answer, ItemKind

ANSWERS: dict[Answer, str] = {
    "accept": "认可",
    "correct": "改正",
    "absent": "报告未列",
    "cannot_tell": "无法判断",
}
STAGES = {"first": "待复核", "second": "待第二人复核", "adjudicate": "待裁定", "settled": "已定"}
UNASKED = "自动采用"
"""Of a figure nobody was asked about."""
ADDED = "人工补录"
KINDS: dict[ItemKind, str] = {
    "fact": "读出的数",
    "ungrounded": "原文没有的数",
    "number": "没有用上的数",
    "chunk": "没有读成的段",
    "form": "没有找到的表或节",
}
NOTHING = "—"


def moment(stamp: str) -> str:
    """Return a moment (UTC, ISO 8601) to the second: 2031-05-06 07:08:09."""
    return stamp[:19].replace("T", " ")
