"""Damage to ZIP containers (DOCX, XLSX, OFD, archives): their members damaged, renamed, lost, doubled, blown up."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from random import Random

from evals.mutate.binary import BINARY, Change
from evals.mutate.tags import MARKUP

_TOLD = (".xml", ".rels")
_CONTENT = ("document.xml", "sheet", "Content.xml", "sharedStrings.xml", "styles.xml", "numbering.xml", "workbook.xml")
_BLOWN_UP = 400_000_000

Members = list[tuple[str, bytes]]


def unpacked(data: bytes) -> Members:
    """Return the members of a container by name, in its own order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


def packed(members: Members) -> bytes:
    """Return a container of members; two may have one name."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # about two members of one name
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name or "_"), data, zipfile.ZIP_DEFLATED)  # without the time of day
    return out.getvalue()


def undated(data: bytes, suffix: str) -> bytes:
    """Return a file that its writer dated without the date, so that it is the same whenever it is printed."""
    if suffix == ".pdf":
        data = re.sub(rb"D:\d{14}", b"D:20000101000000", data)
        return re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, data)
    if suffix == ".xml":
        return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", b"2000-01-01T00:00:00", data)
    if suffix in (".docx", ".xlsx", ".ofd", ".zip"):
        return packed([(name, undated(held, PurePosixPath(name).suffix)) for name, held in unpacked(data)])
    return data


def _on_members(change: Callable[[Members, Random], Members]) -> Change:
    return lambda data, dice: packed(change(unpacked(data), dice))


def rename(members: Members, dice: Random) -> Members:
    """Call a member by the name of another, or by one that leads elsewhere."""
    names = [name for name, _ in members]
    odd = (
        "../../x.txt",
        "/etc/x",
        "a\\b.txt",
        "x" * 5_000,
        "\x01.xml",
        "报告.txt",
        "README",
        "a/",
        "word/document.xml",
    )
    at = dice.randrange(len(members))
    return [(dice.choice((*names, *odd)) if index == at else name, data) for index, (name, data) in enumerate(members)]


def lose(members: Members, dice: Random) -> Members:
    """Leave members out."""
    lost = {dice.randrange(len(members)) for _ in range(dice.choice((1, 1, 3)))}
    return [member for index, member in enumerate(members) if index not in lost]


def again(members: Members, dice: Random) -> Members:
    """Hold members twice, or thousands of empty ones."""
    if dice.random() < 0.3:
        return members + [(f"{n}.txt", b"") for n in range(dice.choice((300, 600, 3_000)))]
    return members + [dice.choice(members) for _ in range(dice.choice((1, 5)))]


def exchange(members: Members, dice: Random) -> Members:
    """Let two members hold each other's content."""
    if len(members) < 2:
        return rename(members, dice)
    a, b = dice.sample(range(len(members)), 2)
    out = list(members)
    out[a], out[b] = (members[a][0], members[b][1]), (members[b][0], members[a][1])
    return out


def blow_up(members: Members, dice: Random) -> Members:
    """Let a member unpack to hundreds of megabytes."""
    at = dice.randrange(len(members))
    name, data = members[at]
    fill = dice.choice((b" ", b"\x00", b"1.00\t"))
    size = dice.choice((_BLOWN_UP, _BLOWN_UP // 10))
    return [*members[:at], (name, data + fill * (size // len(fill))), *members[at + 1 :]]


def in_itself(data: bytes, dice: Random) -> bytes:
    """Put the whole container into one, beside what it holds or alone."""
    inner = packed([("inner.zip", data), ("报告.docx", data)]) if dice.random() < 0.5 else data
    return packed([*unpacked(data), ("inner.zip", inner)] if dice.random() < 0.5 else [("a.zip", inner)])


def headers(data: bytes, dice: Random) -> bytes:
    """Lie in the container's own headers: sizes, methods, flags, offsets."""
    out = bytearray(data)
    marks = [at for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06") for at in _found(data, mark)]
    for _ in range(dice.choice((1, 2, 8))):
        place = dice.choice(marks) + dice.randrange(4, 46)
        size = dice.choice((1, 2, 4))
        if place + size <= len(out):
            out[place : place + size] = dice.choice((b"\xff" * size, bytes(size), dice.randbytes(size)))
    return bytes(out)


def _found(data: bytes, mark: bytes) -> list[int]:
    places, at = [], data.find(mark)
    while at >= 0:
        places.append(at)
        at = data.find(mark, at + 1)
    return places


def _on_part(changes: Mapping[str, Change], *, text: bool) -> Change:
    """Damage the content of one member."""

    def change(data: bytes, dice: Random) -> bytes:
        members = unpacked(data)
        told = [index for index, (name, _) in enumerate(members) if name.endswith(_TOLD) or not text]
        main = [index for index in told if any(word in members[index][0] for word in _CONTENT)]
        at = dice.choice(main if main and dice.random() < 0.8 else told or range(len(members)))
        name, held = members[at]
        members[at] = (name, changes[dice.choice(sorted(changes))](held, dice))
        return packed(members)

    return change


def archive_changes(inner: Mapping[str, Mapping[str, Change]]) -> dict[str, Change]:
    """Return the ways to damage an archive of files; `inner`: those of its members, by suffix."""

    def member(data: bytes, dice: Random) -> bytes:
        members = unpacked(data)
        at = dice.randrange(len(members))
        name, held = members[at]
        known = inner.get("." + name.rsplit(".", 1)[-1].lower(), BINARY)
        members[at] = (name, known[dice.choice(sorted(known))](held, dice))
        return packed(members)

    return {**CONTAINER, "member": member}


CONTAINER: dict[str, Change] = {
    "rename_member": _on_members(rename),
    "lose_member": _on_members(lose),
    "member_again": _on_members(again),
    "exchange_members": _on_members(exchange),
    "blow_up": _on_members(blow_up),
    "in_itself": in_itself,
    "zip_headers": headers,
    "member_bytes": _on_part(BINARY, text=False),
}

PACKAGE: dict[str, Change] = {
    **CONTAINER,
    **{f"part_{name}": _on_part({name: change}, text=True) for name, change in MARKUP.items()},
}
