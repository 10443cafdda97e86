"""Gold out of the desk: what two people found, each on their own, as a suite folder that `juesuan eval` reads.

    suite.toml          the reports, known by the hash of their files
    documents.csv       whose reports they are; to be filled in, for nobody at the desk confirms that
    labels/HASH.csv     place,row,column,state,printed,value,unit,start,end
    candidates.jsonl    the same figures with the names of those who found them

Only a part of a report is confirmed twice. So every other figure the machine read is listed as `unscored`: to give it
is neither right nor wrong. And there are no decoys.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from extractor.export import COLUMNS as EXPORTED
from extractor.numbers import SCALE
from extractor.review.store.dossiers import Dossier
from extractor.review.store.outcome import candidate
from extractor.show.words import place_rank
from schemas.label import PLACES, Label
from schemas.record import Record, SourceDocument
from schemas.review import GoldCandidate
from schemas.suite import Identity

COLUMNS = tuple(name for name in EXPORTED if name not in ("note", "band"))
_ONE = Decimal(1)
_UNIT = re.compile(r"\s*(亿元|万元|元|[%％]|人次|批次|平方米|人|个|辆|台|套)")
_CARRIER = re.compile(r"[a-z0-9]{1,5}")


@dataclass(frozen=True)
class Gold:
    """A suite folder: its files by path, and what of the candidates could not be gold, with the reason."""

    files: dict[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    count: int = 0
    """Figures that two people stand for."""


class _NotGold(Exception):
    """Why a figure that two people agree on cannot be a label."""


def gold(dossiers: Iterable[Dossier]) -> Gold:
    """Return the suite of everything in these records that two people found to be so. No files where there is none."""
    reports: dict[str, _Report] = {}
    found: list[GoldCandidate] = []
    left_out: list[str] = []
    for dossier in dossiers:
        for one in _candidates(dossier):
            try:
                document = _document(dossier.final, one)
                reports.setdefault(document.sha256, _Report(dossier.final, document)).take(one)
                found.append(one)
            except _NotGold as why:
                left_out.append(f"{one.place}/{one.row}/{one.column}：{why}")
        for report in reports.values():
            report.leave_open(dossier.final)
    kept = {sha256: one for sha256, one in sorted(reports.items()) if one.has_a_value}
    left_out += [f"{one.document.name}：只有“报告未列”，没有一个数" for one in reports.values() if not one.has_a_value]
    if not kept:
        return Gold(left_out=tuple(left_out))
    found = [one for one in found if one.document_sha256 in kept]
    files = {"suite.toml": _manifest(kept), "documents.csv": _described(kept), "candidates.jsonl": _lines(found)}
    files |= {_labels_of(sha256): one.csv() for sha256, one in kept.items()}
    return Gold(files, tuple(left_out), len(found))


class _Report:
    """The labels of one document, by key."""

    def __init__(self, record: Record, document: SourceDocument) -> None:
        self.record = record
        self.document = document
        self.labels: dict[tuple[str, str, str], Label] = {}
        self.known = {(fact.place, fact.column) for fact in record.facts}

    @property
    def has_a_value(self) -> bool:
        return any(one.state == "value" for one in self.labels.values())

    @property
    def places(self) -> list[str]:
        """Where something is confirmed: the other places are not scored at all."""
        return sorted({one.place for one in self.labels.values() if one.state != "unscored"}, key=place_rank)

    def take(self, one: GoldCandidate) -> None:
        """Add a candidate. A key that is there with another value is another print of it, its row marked #2."""
        label = self._label(one)
        there = self.labels.get(label.key)
        if there is None or there.state == "absent":
            self.labels[label.key] = label
        elif label.state == "value" and there.value != label.value:
            turn = 2
            while (label.place, f"{label.row}#{turn}", label.column) in self.labels:
                turn += 1
            label = label.model_copy(update={"row": f"{label.row}#{turn}"})
            self.labels[label.key] = label

    def leave_open(self, record: Record) -> None:
        """List what else the machine read in the same places: neither right nor wrong."""
        places = set(self.places)
        mine = {one.name for one in record.documents if one.sha256 == self.document.sha256}
        for fact in record.facts:
            if fact.evidence[0].document in mine and fact.place in places:
                label = Label(place=fact.place, row=fact.row, column=fact.column, state="unscored")
                self.labels.setdefault(label.key, label)

    def csv(self) -> bytes:
        """The label file."""
        rows = [{name: _cell(getattr(one, name)) for name in COLUMNS} for one in self.labels.values()]
        return _table(COLUMNS, rows)

    def _label(self, one: GoldCandidate) -> Label:
        if one.place not in PLACES:
            raise _NotGold("没有这个位置")
        if one.state == "absent":
            return Label(place=one.place, row=one.row, column=one.column, state="absent")
        if (one.place, one.column) not in self.known:
            raise _NotGold("这一列不在字典里")
        printed, value = "".join((one.printed or "").split()), one.value or ""
        unit = one.unit or self._unit(one)
        if not _fits(printed, value, unit):
            raise _NotGold(f"印出的 {printed} {unit} 与数值 {value} 对不上")
        start, end = one.start, one.end
        if start is None or end is None or "".join(self.document.text[start:end].split()) != printed:
            start = end = None
            if printed not in "".join(self.document.text.split()):
                raise _NotGold(f"原文里没有 {printed}")
        return Label(
            place=one.place,
            row=one.row,
            column=one.column,
            state="value",
            printed=printed,
            value=value,
            unit=unit,
            start=start,
            end=end,
        )

    def _unit(self, one: GoldCandidate) -> str:
        """The unit printed behind the digits, for a figure that a person placed."""
        found = _UNIT.match(self.document.text, one.end) if one.end is not None else None
        if found is None:
            raise _NotGold("看不出单位")
        return found[1].replace("％", "%")


def _fits(printed: str, value: str, unit: str) -> bool:
    """Whether a value is the printed digits times the unit; the sign may come from words, not against a printed one."""
    try:
        digits = Decimal(printed.replace(",", "")) * SCALE.get(unit, _ONE)
        number = Decimal(value)
    except InvalidOperation:
        return False
    signed = printed[0] in "+-" and digits != 0
    return number == digits if signed else abs(number) == abs(digits)


def _candidates(dossier: Dossier) -> Iterator[GoldCandidate]:
    documents = dossier.final.documents
    fallback = documents[0].sha256 if len(documents) == 1 else None
    for one in dossier.settled.values():
        found = candidate(one.decision, fallback)
        if found is not None:
            yield found


def _document(record: Record, one: GoldCandidate) -> SourceDocument:
    found = next((each for each in record.documents if each.sha256 == one.document_sha256), None)
    if found is None:
        raise _NotGold("记录里没有这份文件")
    return found


def _name(sha256: str) -> str:
    return sha256[:16]


def _labels_of(sha256: str) -> str:
    return f"labels/{_name(sha256)}.csv"


def _manifest(reports: Mapping[str, _Report]) -> bytes:
    lines = [
        "# What two people at the review desk found to be so, each on their own. A report is known by the hash of its",
        "# file: `juesuan eval lint|run FOLDER --documents DIR` finds it. documents.csv is to be filled in by hand.",
        'name = "desk"',
        'title = "复核台两人各自认同的数"',
        'described = "documents.csv"',
        "decoys = false",
    ]
    for sha256, report in reports.items():
        carrier = report.document.name.rpartition(".")[2].lower()
        slices = {"carrier": carrier} if _CARRIER.fullmatch(carrier) else {}
        if report.record.unit.year is not None:
            slices["year"] = str(report.record.unit.year)
        lines += [
            "",
            "[[document]]",
            f'name = "{_name(sha256)}"',
            f'sha256 = "{sha256}"',
            f'labels = "{_labels_of(sha256)}"',
            f"places = {json.dumps(report.places)}",
        ]
        if slices:
            lines.append(f"slices = {{ {', '.join(f'{key} = {json.dumps(word)}' for key, word in slices.items())} }}")
    return ("\n".join(lines) + "\n").encode()


def _described(reports: Mapping[str, _Report]) -> bytes:
    columns = ("doc", *Identity.model_fields)
    return _table(columns, [dict.fromkeys(columns, "") | {"doc": _name(sha256)} for sha256 in reports])


def _lines(found: Iterable[GoldCandidate]) -> bytes:
    return "".join(f"{one.model_dump_json()}\n" for one in found).encode("utf-8", "surrogatepass")


def _cell(value: object) -> object:
    return "" if value is None else value


def _table(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")
