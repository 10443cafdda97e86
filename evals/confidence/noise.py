"""A report as recognition would hand it over: its pages are pictures, some digits are read as their lookalikes."""

import re
from collections.abc import Sequence
from random import Random

from schemas.document import Document

LOOKALIKES = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "8", "7": "1", "8": "3", "9": "4"}
RATE = 0.01
"""Of the numbers that lose a digit to its lookalike."""
_NUMBER = re.compile(r"\d[\d,]*\.\d+")


def noisy(documents: Sequence[Document], seed: int, rate: float = RATE) -> list[Document]:
    """Return the documents with misread digits. No character moves: offsets stay."""
    dice = Random(f"noise {seed}")

    def blur(found: re.Match[str]) -> str:
        text = found.group()
        at = [index for index, letter in enumerate(text) if letter in LOOKALIKES]
        if not at or dice.random() >= rate:
            return text
        index = dice.choice(at)
        return text[:index] + LOOKALIKES[text[index]] + text[index + 1 :]

    return [
        one.model_copy(
            update={
                "text": _NUMBER.sub(blur, one.text),
                "pages": tuple(page.model_copy(update={"source": "ocr"}) for page in one.pages),
                "grids": tuple(grid.model_copy(update={"source": "ocr"}) for grid in one.grids),
            }
        )
        for one in documents
    ]
