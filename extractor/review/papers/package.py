"""Everything that may leave the desk, as files by path; each time it is noted in the audit trail, with their hashes."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.review.papers.final import final_bytes
from extractor.review.papers.gold import gold
from extractor.review.papers.workpaper import workpaper
from extractor.review.store import Store
from extractor.review.store.dossiers import Dossier
from extractor.writing import writing

_UNNAMED = "未名单位"
_LONGEST = 40
_SHORT = 12


@dataclass(frozen=True)
class Wanted:
    """What is to be written; where nothing is named, everything."""

    corrections: bool = False
    gold: bool = False
    final: bool = False
    workpaper: bool = False
    record: int | None = None
    """One record; None: all current ones."""

    @property
    def everything(self) -> bool:
        """Whether nothing was named."""
        return not (self.corrections or self.gold or self.final or self.workpaper)


@dataclass(frozen=True)
class Package:
    """What leaves the desk. `counts`: by kind, in Chinese; `left_out`: what two agree on that could not be gold."""

    files: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def package(store: Store, wanted: Wanted, *, by: int | None) -> Package:
    """Make what is wanted and note it in the audit trail. `by`: who asks; None for the command line."""
    records = [wanted.record] if wanted.record is not None else [row.id for row in reversed(store.records())]
    files: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    left_out: tuple[str, ...] = ()
    whole = wanted.everything or wanted.gold or wanted.final or wanted.workpaper
    dossiers = [store.dossier(record) for record in records] if whole else []
    if wanted.corrections or wanted.everything:
        lines = [one.model_dump_json() for one in store.corrections(wanted.record)]
        files["corrections.jsonl"] = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
        counts["改正"] = len(lines)
    if wanted.gold or wanted.everything:
        made = gold(dossiers)
        files |= {f"gold/{name}": data for name, data in made.files.items()}
        counts["标注"], left_out = made.count, made.left_out
    if wanted.final or wanted.everything:
        files |= {f"{stem(one)}.final.json": final_bytes(one.final) for one in dossiers}
        counts["定稿"] = len(dossiers)
    if wanted.workpaper or wanted.everything:
        files |= {f"{stem(one)}.xlsx": workpaper(one) for one in dossiers}
        counts["底稿"] = len(dossiers)
    subject = "all" if wanted.record is None else f"record/{wanted.record}"
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    store.note(by, "export", subject, {"files": hashes})
    return Package(files, counts, left_out)


def stem(dossier: Dossier) -> str:
    """Return what a record's files are called: unit, year, and the beginning of its hash. Nothing in it is a path."""
    name = "".join(re.findall(r"[\w（）()-]", dossier.row.unit_name or ""))[:_LONGEST] or _UNNAMED
    year = f"_{dossier.row.year}" if dossier.row.year is not None else ""
    return f"{name}{year}_{dossier.row.sha256[:_SHORT]}"


def write(made: Package, folder: Path) -> Iterator[Path]:
    """Write the files below a folder, each whole or not at all. Raises UsageError where one cannot be written."""
    for name, data in made.files.items():
        path = folder / name
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.partial")
            fresh.write_bytes(data)
            fresh.replace(path)
        yield path
