"""A run as one HTML file that needs nothing else: numbers, pictures, and from every count the leaves behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from evals.reporting import words
from evals.reporting.chart import reliability, risk_coverage
from evals.reporting.leaves import island, kept
from evals.running.summary import Counted, Measure, Summary
from evals.scoring.leaf import LeafVerdict
from extractor.show.shell import asset, environment, policy
from extractor.show.words import SHAPES as BAND_SHAPES

PACKAGE = "evals.reporting"


@dataclass(frozen=True)
class Card:
    """A headline number."""

    name: str
    value: str
    spread: str
    base: str
    better: str


@dataclass(frozen=True)
class Group:
    """One row of a table of verdicts, and what its counts are filtered by."""

    name: str
    counted: Counted
    filters: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """Verdicts counted by something."""

    id: str
    title: str
    head: str
    groups: tuple[Group, ...]


def render_page(summary: Summary, verdicts: Sequence[LeafVerdict], sources: Mapping[str, str]) -> str:
    """Return the page. `sources`: loaded text by document's name; a document without one is shown without its text.

    Every string of a document is untrusted and escaped. The page forbids itself everything but its own inline style and
    script, which are allowed by their hashes.
    """
    style, script = asset("report.css", PACKAGE), asset("report.js", PACKAGE)
    chosen = kept(verdicts)
    return templates().get_template("report.html").render(
        policy=policy(style, script),
        style=Markup(style),
        script=Markup(script),
        summary=summary,
        verdict=words.gate_verdict(summary.gates),
        gates=words.gates_in_order(summary.gates),
        cards=cards(summary.measures),
        groups=tables(summary),
        kinds=(("W", "错值的种类", summary.wrong_kinds), ("H", "多出的值的种类", summary.invented_kinds)),
        documents=words.by_state(summary.documents),
        reliability=reliability(summary.confidence.bins),
        curve=risk_coverage(summary.confidence.curve),
        bins=summary.confidence.bins,
        note=chosen.note,
        data=island(chosen.leaves, summary.documents, sources),
    )  # fmt: skip


def templates() -> Environment:
    """Return the environment of the evaluation's templates, with their words."""
    made = environment(PACKAGE)
    made.filters["part_name"] = words.part_name
    made.globals.update(
        shown=words.shown,
        signed=words.signed,
        spread=words.spread,
        base=words.base,
        kind_name=words.kind_name,
        band_name=words.band_name,
        count_of=words.count_of,
        letters=words.letters(),
        LETTERS=words.LETTERS,
        LETTERS_HELP=words.LETTERS_HELP,
        SHAPES=words.SHAPES,
        BAND_SHAPES=BAND_SHAPES,
        RATES=words.RATES,
        RECORDS=words.RECORDS,
        GATES=words.GATES,
        gate_sign=words.gate_sign,
        yes_no=words.yes_no,
        NOTHING=words.NOTHING,
    )
    return made


def cards(measures: Iterable[Measure]) -> tuple[Card, ...]:
    """Return the headline numbers with their intervals and what they were counted over."""
    return tuple(
        Card(
            one.name,
            words.shown(one.value, one.kind),
            words.spread(one.interval, one.kind),
            words.base(one),
            words.DIRECTIONS[one.better],
        )
        for one in measures
    )


def tables(summary: Summary) -> tuple[Table, ...]:
    """Return the tables by place, field, slice and band; a table without rows is left out."""
    found = [
        Table("places", "按位置", "位置", _groups(summary.places, "place", words.titled)),
        Table("fields", "按指标", "指标", tuple(Group(one.name, one, _field(one.name)) for one in summary.fields)),
        *(
            Table(f"slice-{number}", f"按{words.slice_name(name)}", words.slice_name(name), _sliced(name, groups))
            for number, (name, groups) in enumerate(summary.slices.items())
        ),
        Table("bands", "按可信程度", "可信程度", _groups(summary.bands, "band", words.band_name)),
    ]
    return tuple(table for table in found if table.groups)


def _groups(groups: Iterable[Counted], by: str, name: words.Naming) -> tuple[Group, ...]:
    return tuple(Group(name(one.name), one, {by: one.name}) for one in groups)


def _sliced(name: str, groups: Iterable[Counted]) -> tuple[Group, ...]:
    return tuple(Group(words.part_name(one.name), one, {"slice": name, "part": one.name}) for one in groups)


def _field(name: str) -> dict[str, str]:
    """A field is a column, or a column of one place: S2/占比."""
    place, slash, column = name.partition("/")
    return {"place": place, "column": column} if slash and words.is_place(place) else {"column": name}
