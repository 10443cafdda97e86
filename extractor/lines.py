"""The lines of a text with their offsets."""

from itertools import accumulate


def lines_of(text: str, start: int = 0) -> list[tuple[int, str]]:
    """Return every line with its end, and the offset it begins at; `start`: the offset of `text`."""
    lines = text.splitlines(keepends=True)
    return list(zip(accumulate(map(len, lines), initial=start), lines, strict=False))
