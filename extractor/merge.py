"""Drafts become facts: one per (place, row, column); repeats corroborate, different printed values stand side by side.

Two different values printed for one key in one section are two facts: the second row takes `#2`, and so does every
measure of the second one's sentence or list item (dictionary of facts, adjudicated conventions).
"""

from collections import defaultdict
from collections.abc import Sequence

from extractor.confidence.first_look import first_look
from extractor.draft import Draft
from schemas.document import Document
from schemas.fact import Evidence, Fact

_ORDER = {f"{kind}{number}": index for index, (kind, number) in enumerate((k, n) for k in "TS" for n in range(15))}


def merge(drafts: Sequence[Draft], documents: Sequence[Document]) -> list[Fact]:
    """Return facts ordered by place and by where they are first printed."""
    rows: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in sorted(set(drafts), key=lambda d: (d.document, d.start, d.column)):
        rows[draft.place, draft.row].append(draft)
    facts = []
    for (place, row), members in rows.items():
        for variant, group in enumerate(_variants(members), start=1):
            name = row if variant == 1 else f"{row}#{variant}"
            facts += _facts(place, name, group, documents, contested=_contested(members))
    return sorted(facts, key=lambda f: (_ORDER.get(f.place, 99), f.evidence[0].document, f.evidence[0].start, f.id))


def _variants(drafts: list[Draft]) -> list[list[Draft]]:
    """Split a row's drafts: whatever sentence states a second value for a measure opens the next variant."""
    variants: list[list[Draft]] = [[]]
    for sentence in _sentences(drafts):
        home = next((v for v in variants if not _differs(v, sentence)), None)
        if home is None:
            repeats = [d for d in sentence if any(_same(d, other) for v in variants for other in v)]
            fresh = [d for d in sentence if d not in repeats]
            for draft in repeats:
                next(v for v in variants if any(_same(draft, other) for other in v)).append(draft)
            variants.append(fresh)
        else:
            home += sentence
    return [variant for variant in variants if variant]


def _sentences(drafts: list[Draft]) -> list[list[Draft]]:
    """Group a row's drafts by sentence; one that states two values for a measure is cut before the second."""
    groups: dict[tuple[int, int], list[list[Draft]]] = defaultdict(lambda: [[]])
    for draft in drafts:
        parts = groups[draft.document, draft.sentence]
        if _differs(parts[-1], [draft]):
            parts.append([])
        parts[-1].append(draft)
    return [part for parts in groups.values() for part in parts]


def _same(one: Draft, other: Draft) -> bool:
    return one.column == other.column and one.value == other.value


def _differs(variant: list[Draft], sentence: list[Draft]) -> bool:
    held = {draft.column: draft.value for draft in variant}
    return any(draft.column in held and held[draft.column] != draft.value for draft in sentence)


def _contested(members: list[Draft]) -> frozenset[str]:
    values: dict[str, set[object]] = defaultdict(set)
    for draft in members:
        values[draft.column].add(draft.value)
    return frozenset(column for column, seen in values.items() if len(seen) > 1)


def _facts(
    place: str, row: str, group: list[Draft], documents: Sequence[Document], *, contested: frozenset[str]
) -> list[Fact]:
    columns: dict[str, list[Draft]] = defaultdict(list)
    for draft in group:
        columns[draft.column].append(draft)
    facts = []
    for column, members in columns.items():
        first = members[0]
        facts.append(
            Fact(
                id=f"{place}/{row}/{column}",
                place=place,
                row=row,
                column=column,
                value=plain(first.value),
                unit=first.unit,
                printed=first.printed,
                label=first.label,
                evidence=tuple(_evidence(draft, documents[draft.document]) for draft in members),
                flags=_flags(members, column in contested),
                confidence=first_look(members, contested=column in contested),
            )
        )
    return facts


def plain(value: object) -> str:
    """Return a decimal without exponent or trailing zeros: 5976100, 69.14, -0.5."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _flags(members: list[Draft], contested: bool) -> tuple[str, ...]:
    flags = [flag for draft in members for flag in draft.flags]
    if len(members) > 1:
        flags.append("repeated")
    if contested:
        flags.append("two_values_printed")
    return tuple(dict.fromkeys(flags))


def _evidence(draft: Draft, document: Document) -> Evidence:
    return Evidence(
        document=document.name,
        start=draft.start,
        end=draft.end,
        page=document.page_at(draft.start),
        text=document.text[draft.start : draft.end],
        match=draft.match,
        source=draft.source,
    )
