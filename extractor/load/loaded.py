"""What the reader of a carrier gives: the text, and the tables that stand in it."""

from typing import NamedTuple

from schemas.document import Grid


class Loaded(NamedTuple):
    """Text of a file and its grids, in reading order, with offsets into that text."""

    text: str
    grids: tuple[Grid, ...] = ()
    recognised: frozenset[int] = frozenset()
    """Numbers of the pages whose characters were recognised from a picture."""
