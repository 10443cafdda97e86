"""Damage to the bytes of a file, whatever it is."""

from collections.abc import Callable
from random import Random

Change = Callable[[bytes, Random], bytes]
"""A way to damage a file: (its bytes, dice) -> other bytes."""

MAGIC = (
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"<html>",
)


def span(size: int, dice: Random, *, most: float = 0.3) -> tuple[int, int]:
    """Return a range within `size`, at least one long where there is anything, at most a share `most` of it."""
    start = dice.randrange(size) if size else 0
    return start, min(start + 1 + int(dice.random() ** 3 * most * size), size)


def flip(data: bytes, dice: Random) -> bytes:
    """Turn single bits round, one to a thousand of them."""
    out = bytearray(data)
    for _ in range(int(10 ** dice.uniform(0, 3)) if out else 0):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def truncate(data: bytes, dice: Random) -> bytes:
    """Keep the beginning alone."""
    return data[: dice.randrange(len(data) + 1)]


def behead(data: bytes, dice: Random) -> bytes:
    """Keep the end alone."""
    return data[dice.randrange(len(data) + 1) :]


def cut(data: bytes, dice: Random) -> bytes:
    """Take a piece out."""
    start, end = span(len(data), dice)
    return data[:start] + data[end:]


def double(data: bytes, dice: Random) -> bytes:
    """Say a piece again, up to a hundred times."""
    start, end = span(len(data), dice, most=0.1)
    return data[:end] + data[start:end] * dice.choice((1, 2, 10, 100)) + data[end:]


def swap(data: bytes, dice: Random) -> bytes:
    """Let two neighbouring pieces change places."""
    cuts = sorted(dice.randrange(len(data) + 1) for _ in range(3))
    a, b, c = cuts
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def overwrite(data: bytes, dice: Random) -> bytes:
    """Write noise, NULs or 0xFF over a piece."""
    start, end = span(len(data), dice, most=0.1)
    noise = dice.choice((dice.randbytes(end - start), bytes(end - start), b"\xff" * (end - start)))
    return data[:start] + noise + data[end:]


def nuls(data: bytes, dice: Random) -> bytes:
    """Put NULs in between."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 10, 100))):
        place = dice.randrange(len(out) + 1)
        out[place:place] = bytes(dice.choice((1, 4, 4096)))
    return bytes(out)


def empty(_data: bytes, dice: Random) -> bytes:
    """Leave nothing, or next to nothing."""
    return dice.choice((b"", b"\x00", b"\n", b" ", b"\xef\xbb\xbf", b"\xff\xfe", b"%PDF-", b"PK\x03\x04", b"<html>"))


def wrong_magic(data: bytes, dice: Random) -> bytes:
    """Begin like a file of another kind."""
    magic = dice.choice(MAGIC)
    return magic + data[len(magic) :] if dice.random() < 0.5 else magic + data


BINARY: dict[str, Change] = {
    "flip": flip,
    "truncate": truncate,
    "behead": behead,
    "cut": cut,
    "double": double,
    "swap": swap,
    "overwrite": overwrite,
    "nuls": nuls,
    "empty": empty,
    "wrong_magic": wrong_magic,
}
