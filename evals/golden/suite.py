"""A suite loaded: its reports found and held to their hashes, their labels read, their decoys made."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from evals.findings import Listed, read_listed
from evals.golden.decoys import decoys
from evals.golden.labels import read_labels
from evals.golden.manifest import manifest_path, read_described, read_manifest
from evals.golden.pressed import default_folder, printed
from evals.scoring.leaf import GoldLeaf, Key
from extractor.errors import SuiteError
from schemas.suite import Bounds, Identity, PressEntry, SuiteEntry, SuiteManifest


@dataclass(frozen=True)
class SuiteDocument:
    """One report of a suite and everything gold says of it."""

    name: str
    sha256: str
    """Of the file's bytes; of a printed report: of what is printed and how."""
    path: Path | None
    """None: the report was not given."""
    labels: tuple[GoldLeaf, ...]
    """Decoys among them, at the end."""
    identity: dict[str, str]
    """Labelled fields of unit_name, fiscal_year, level, money_unit, precision, kind."""
    findings: tuple[Listed, ...] = ()
    """Known faults."""
    slices: dict[str, str] = field(default_factory=dict)
    """What it is grouped by: carrier, province, year, layout (seen or unseen) …"""
    critical: frozenset[Key] = frozenset()
    """Figures that must never be wrong."""
    places: tuple[str, ...] = ()
    """What is scored: places, or T or S for all forms or sections; empty: all. See `scored`."""
    beside: tuple[Path, ...] = ()
    """Further files of the same report, to be read with `path` as one."""
    labels_file: Path | None = None
    """Where the labels were read from; None where the press gave them."""

    def scored(self, place: str) -> bool:
        """Whether a prediction in a place is scored at all."""
        return is_in(place, self.places)


@dataclass(frozen=True)
class Suite:
    """A suite of reports."""

    name: str
    title: str
    folder: Path
    documents: tuple[SuiteDocument, ...]
    replay: Path | None
    """Recorded answers that a run replays where it is not told otherwise."""
    sha256: str
    """Of the manifest and all gold: another figure, another suite."""
    model: bool = True
    """Whether a model is asked."""
    critical_identity: tuple[str, ...] = ()
    """Fields of the identity that must never be wrong, in every document."""
    bounds: Bounds = field(default_factory=Bounds)
    """What a run must reach."""


def is_in(place: str, places: Iterable[str]) -> bool:
    """Whether a place is one of `places` (ids, T, S); with none given every place is."""
    wanted = tuple(places)
    return not wanted or place in wanted or place[0] in wanted


def load_suite(
    path: Path, documents: Path | None = None, *, described: Path | None = None, made: Path | None = None
) -> Suite:
    """Load a suite from its folder or manifest.

    `documents`: a folder in which reports are found by their hash, whatever their names; `described`: a documents.csv
    that says more of the reports than the suite does (whose they are, where a suite may not name them); `made`: where
    reports of the press are printed (none: a folder of the user's cache). A report that is found nowhere is listed
    with path None. Raises SuiteError where the manifest, the labels or a report's hash are not what they should be.
    """
    where = manifest_path(path)
    manifest = read_manifest(where)
    if not manifest.document and not manifest.press:
        raise SuiteError(
            "样本集里一份报告也没有", where=str(where), remedy="每份报告写一节 [[document]]，见 docs/evals.md"
        )
    builder = _Builder(where, manifest, _by_hash(documents), read_described(described) if described else {})
    entries = [builder.document(entry) for entry in manifest.document]
    entries += [
        builder.press(entry, number, made or default_folder()) for number, entry in enumerate(manifest.press, 1)
    ]
    unheld = set(map(_key, manifest.critical)) - {key for document in entries for key in document.critical}
    if unheld:
        names = "、".join(sorted("/".join(key) for key in unheld))
        raise SuiteError(f"没有一份报告的标注有关键数 {names}", where=str(where), remedy="请改正 critical 或补上标注")
    return Suite(
        name=manifest.name,
        title=manifest.title,
        folder=where.parent,
        documents=tuple(entries),
        replay=builder.file(manifest.replay),
        sha256=builder.digest(entries),
        model=manifest.model,
        critical_identity=manifest.critical_identity,
        bounds=manifest.bounds or Bounds(),
    )


class _Builder:
    """Makes the documents of one manifest."""

    def __init__(
        self, where: Path, manifest: SuiteManifest, given: dict[str, Path], besides: dict[str, Identity]
    ) -> None:
        self.where = where
        self.manifest = manifest
        self.given = given
        self.besides = besides
        described, findings = self.file(manifest.described), self.file(manifest.findings)
        self.described = read_described(described) if described else {}
        self.findings = _listed(findings) if findings else []
        self.read = [path for path in (where, described, findings) if path]

    def file(self, name: str | None) -> Path | None:
        return None if name is None else (self.where.parent / name).resolve()

    def document(self, entry: SuiteEntry) -> SuiteDocument:
        labels_file = (self.where.parent / entry.labels).resolve()
        self.read.append(labels_file)
        places = entry.places or self.manifest.places
        labels = [leaf for leaf in read_labels(labels_file) if is_in(leaf.key[0], places)]
        if not any(leaf.state in ("value", "declared_empty") for leaf in labels):
            raise SuiteError(
                f"{entry.name} 没有一条有值的标注", where=str(labels_file), remedy="请先标几条，或改正 labels 与 places"
            )
        identity = self._identity(entry)
        return SuiteDocument(
            name=entry.name,
            sha256=entry.sha256,
            path=self._report(entry),
            labels=(*labels, *self._decoys(labels, places)),
            identity=identity,
            findings=tuple(row for row in self.findings if row.doc in _names(entry.name)),
            slices={**self.manifest.slices, **entry.slices},
            critical=self._critical(entry.name, entry.critical, labels),
            places=places,
            labels_file=labels_file,
        )

    def press(self, entry: PressEntry, number: int, folder: Path) -> SuiteDocument:
        made = printed(entry, folder, f"{self.where}，第 {number} 个 [[press]]")
        labels = [leaf for leaf in made.labels if is_in(leaf.key[0], self.manifest.places)]
        return SuiteDocument(
            name=made.name,
            sha256=made.sha256,
            path=made.paths[0] if made.paths else None,
            labels=(*labels, *self._decoys(labels, self.manifest.places)),
            identity=made.identity,
            slices={**self.manifest.slices, **made.slices},
            critical=self._critical(made.name, entry.critical, labels),
            places=self.manifest.places,
            beside=made.paths[1:],
        )

    def digest(self, documents: Iterable[SuiteDocument]) -> str:
        parts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.read]
        parts += [document.sha256 for document in documents]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _decoys(self, labels: list[GoldLeaf], places: Iterable[str]) -> list[GoldLeaf]:
        made = decoys(labels) if self.manifest.decoys else ()
        return [leaf for leaf in made if is_in(leaf.key[0], places)]

    def _identity(self, entry: SuiteEntry) -> dict[str, str]:
        """What is labelled of a report's identity; a field of `besides` goes before the suite's own."""
        own = entry.identity or _named(self.described, entry.name)
        both = [*(own or ()), *(_named(self.besides, entry.name) or ())]
        return {name: str(value) for name, value in both if value is not None}

    def _report(self, entry: SuiteEntry) -> Path | None:
        path = self.file(entry.file)
        if path is None or not path.is_file():
            found = self.given.get(entry.sha256)
            if found is None and path is not None:
                raise SuiteError(
                    f"{entry.name} 的报告不在 {path}",
                    where=str(self.where),
                    remedy="请放回文件，或删去 file 而用 --documents 给出它所在的文件夹",
                )
            return found
        actual = _sha256(path)
        if actual != entry.sha256:
            raise SuiteError(
                f"{entry.name} 的报告变了：清单写 {entry.sha256}，文件是 {actual}",
                where=str(path),
                remedy="请换回原来的文件；若真是新版，请重新核对标注再改 sha256",
            )
        return path

    def _critical(self, name: str, own: Iterable[str], labels: Iterable[GoldLeaf]) -> frozenset[Key]:
        held = {leaf.key for leaf in labels if leaf.state == "value"}
        mine = set(map(_key, own))
        if mine - held:
            missing = "、".join(sorted("/".join(key) for key in mine - held))
            raise SuiteError(
                f"{name} 的标注里没有关键数 {missing}", where=str(self.where), remedy="请改正 critical 或补上标注"
            )
        return frozenset(mine | (set(map(_key, self.manifest.critical)) & held))


def _names(name: str) -> tuple[str, ...]:
    """How other tables may call a document: by its name, or by the part before the first `_`."""
    return name, name.partition("_")[0]


def _named(described: dict[str, Identity], name: str) -> Identity | None:
    return next((described[one] for one in _names(name) if one in described), None)


def _key(words: str) -> Key:
    """`place/row/column`; the row may hold slashes."""
    place, _, rest = words.partition("/")
    row, _, column = rest.rpartition("/")
    return place, row, column


def _listed(path: Path) -> list[Listed]:
    try:
        return read_listed(path)
    except (OSError, KeyError, ValueError) as error:
        raise SuiteError(f"已知差错表读不了：{error!r}", where=str(path), remedy="请照 docs/evals.md 改正") from None


def _by_hash(folder: Path | None) -> dict[str, Path]:
    """Return the files of a folder and its subfolders by their hash. Raises SuiteError where there is no folder."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise SuiteError("没有这个文件夹", where=str(folder), remedy="请用 --documents 给出报告所在的文件夹")
    return {_sha256(path): path for path in sorted(folder.rglob("*")) if path.is_file()}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
