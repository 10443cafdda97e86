"""The page of one record: source beside facts, evidence lit both ways."""

from extractor.show.page import render, write

__all__ = ["render", "write"]
