"""What stands around a figure: the words that lead to it and the words behind it, on one line."""

CONTEXT = 28
"""Characters of text shown on each side of a quoted figure."""


def before(text: str, start: int, width: int = CONTEXT) -> str:
    """What a reader needs before a figure: the head of its table line, or the words that lead to it."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if "\t" in line:
        head = line.lstrip()
        return f"{one_line(head[:width]).rstrip()} {'… ' if len(head) > width else ''}"
    words = text[max(0, start - width) : start]
    # The window may begin amid another figure; a part of a number reads as a number.
    return one_line(words if start <= width else words.lstrip("0123456789,."))


def after(text: str, end: int, width: int = CONTEXT) -> str:
    """The words behind a figure; they do not end amid another one."""
    words = text[end : end + width]
    return one_line(words if end + width >= len(text) else words.rstrip("0123456789,."))


def one_line(text: str) -> str:
    """White space of a quote's surroundings as single spaces."""
    lead, trail = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if lead else ''}{' '.join(text.split())}{' ' if trail else ''}"
