"""Pictures of the pages of original PDFs, found by the SHA-256 of the file and never by a name anybody sends."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]

_SCALE = 1.6
"""115 dots per inch: small print of a form is legible, a page is some hundred kilobytes."""
_KEPT = 24
_LARGEST = 300_000_000
_PIXELS = 6_000
_MARKS = 12
_EDGE = 3
_rendering = Lock()
"""PDFium is not made for several threads."""


Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the lower left of what is shown."""


@dataclass(frozen=True)
class Picture:
    """A page as PNG, and how far down (0 to 1) each outlined number begins."""

    png: bytes
    tops: tuple[float, ...]


class Pictures:
    """The originals of one folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._page = lru_cache(maxsize=_KEPT)(self._render)
        self._looking = Thread(target=self._look, daemon=True)
        self._looking.start()

    def wait(self) -> None:
        """Wait until all files are known. Until then a picture may be there later than its page."""
        self._looking.join()

    def has(self, sha256: str) -> bool:
        """Whether there is a PDF of that hash, as far as the folder has been looked through."""
        return sha256 in self._paths

    def page(self, sha256: str, number: int, printed: str | None) -> Picture | None:
        """Return page `number` (from 1), `printed` outlined wherever it stands; None where there is none."""
        return self._page(sha256, number, printed or "") if self.has(sha256) else None

    def _look(self) -> None:
        for path in self._files():
            with suppress(OSError):
                self._paths[_digest(path)] = path

    def _files(self) -> Iterator[Path]:
        if self._folder is None:
            return
        for path in sorted(self._folder.rglob("*")):
            if path.suffix.lower() == ".pdf" and path.is_file() and path.stat().st_size <= _LARGEST:
                yield path

    def _render(self, sha256: str, number: int, printed: str) -> Picture | None:
        with _rendering:
            try:
                document = pdfium.PdfDocument(self._paths[sha256])
            except (pdfium.PdfiumError, OSError):
                return None
            try:
                if not 1 <= number <= len(document):
                    return None
                return _picture(document[number - 1], printed)
            except pdfium.PdfiumError:
                return None
            finally:
                document.close()


def _picture(page: Any, printed: str) -> Picture:
    from PIL import ImageDraw

    width, height = page.get_size()
    scale = min(_SCALE, _PIXELS / max(width, height, 1))
    image = page.render(scale=scale).to_pil().convert("RGB")
    draw = ImageDraw.Draw(image)
    tops = []
    for left, bottom, right, top in _boxes(page, printed):
        upper_left = (left * scale - _EDGE, (height - top) * scale - _EDGE)
        lower_right = (right * scale + _EDGE, (height - bottom) * scale + _EDGE)
        draw.rectangle((*upper_left, *lower_right), outline=(152, 32, 27), width=2)
        tops.append(round((height - top) / height, 4))
    data = io.BytesIO()
    image.save(data, "PNG")
    return Picture(data.getvalue(), tuple(tops))


def _boxes(page: Any, printed: str) -> list[Box]:
    """Where the printed digits stand on the page; the text we cite has no positions, so each occurrence is outlined.

    A page that is turned shows none: its characters are where they were before the turn.
    """
    if not printed or page.get_rotation():
        return []
    text = page.get_textpage()
    left, bottom = page.get_cropbox()[:2]
    found: list[Box] = []
    search = text.search(printed, match_case=True, match_whole_word=True)
    while len(found) < _MARKS and (hit := search.get_next()):
        boxes = [text.get_charbox(hit[0] + i) for i in range(hit[1])]
        lows = min(b[0] for b in boxes) - left, min(b[1] for b in boxes) - bottom
        highs = max(b[2] for b in boxes) - left, max(b[3] for b in boxes) - bottom
        found.append((*lows, *highs))
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
