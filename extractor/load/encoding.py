"""From bytes to characters, for carriers that are text.

Strict decoding decides, not statistics: text that is valid UTF-8 and not UTF-8 is practically impossible in Chinese,
while a detector guesses Big5, Johab or cp949 for short GB texts. GB18030 is tried second, and its result must read like
Chinese, because a damaged UTF-8 file can be valid GB18030 (减 becomes 鍑): a wrong text would be worse than none.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON_SHARE = 0.7
"""Of a modern text's Han characters nearly all are first-level GB2312; of mojibake one in eight."""

_STRAY_CONTROLS = 8
"""Control characters that a short text may have by accident, on top of 1 in 100."""


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE = 200_000
"""Characters that are looked at to tell what a text is."""


def bom_of(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark names and the mark's length, or None."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    return None


def decode(data: bytes, declared: str | None = None) -> str | None:
    """Return the characters of `data`, or None where no encoding fits; nothing is replaced and nothing normalised.

    A byte order mark decides; then `declared` (what an HTML page says of itself), UTF-8, GB18030.
    """
    if bom := bom_of(data):
        encoding, length = bom
        return _strict(data[length:], encoding)
    for encoding in dict.fromkeys(name for name in (_known(declared), "utf-8", "gb18030") if name):
        text = _strict(data, encoding)
        if text is not None and (encoding == "utf-8" or reads_as_chinese(text)):
            return text
    return None


def decode_damaged(data: bytes, declared: str | None = None) -> str | None:
    """Return the characters of `data` with U+FFFD for each bad byte, or None where more than 1 in 1,000 is bad.

    For web pages only: their publishing systems cut descriptions in the middle of a character.
    """
    for encoding in dict.fromkeys(name for name in (_known(declared), "utf-8", "gb18030") if name):
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * 1000 <= len(text) and reads_as_chinese(text):
            return text
    return None


def tidy(text: str) -> str:
    """Remove NUL characters and make every line end in a line feed; everything else stays as printed."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def is_binary(text: str) -> bool:
    """Whether a decoded text is no text at all: a few strays apart, more than 1 in 100 are control characters."""
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    return controls > _STRAY_CONTROLS + len(sample) / 100


def reads_as_chinese(text: str) -> bool:
    """Whether the Han characters of `text` are mostly common ones; true for a text without any."""
    han = [char for char in text[:_SAMPLE] if "\u4e00" <= char <= "\u9fff"]
    common = sum(1 for char in han if b"\xb0" <= char.encode("gb2312", errors="ignore")[:1] <= b"\xd7")
    return common >= _COMMON_SHARE * len(han)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _known(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding; GB2312 and GBK mean GB18030, which holds them and what they lack.

    Any other declaration is a template's leftover: Latin-1 decodes everything, and wrongly.
    """
    try:
        name = codecs.lookup((declared or "").strip()).name
    except LookupError:
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8"}.get(name)
