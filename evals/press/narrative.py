"""The explanation of a report: front matter and S1 to S14 in its layout's outline, with the gold of every figure."""

from dataclasses import dataclass
from random import Random

from evals.press import told_general, told_official, told_other, told_totals
from evals.press.accounts import Accounts
from evals.press.forms_balance import ordinal
from evals.press.layouts import Layout
from evals.press.model import Label, Paragraph, Sheet
from evals.press.phrases import Phrases
from evals.press.printing import Money
from evals.press.telling import Teller, draw_style

_TITLES = {
    "S1": "收入支出决算总体情况说明",
    "S2": "收入决算情况说明",
    "S3": "支出决算情况说明",
    "S4": "财政拨款收入支出决算总体情况说明",
    "S5": "一般公共预算财政拨款支出决算情况说明",
    "S6": "一般公共预算财政拨款基本支出决算情况说明",
    "S7": "“三公”经费支出决算情况说明",
    "S8": "政府性基金预算财政拨款收入支出决算情况说明",
    "S9": "国有资本经营预算财政拨款支出决算情况说明",
    "S10": "机关运行经费支出情况说明",
    "S11": "政府采购支出情况说明",
    "S12": "国有资产占用情况说明",
    "S13": "预算绩效情况说明",
}


@dataclass(frozen=True)
class Told:
    """What stands before the sheets, what stands after or before them as explanation, and the gold of both."""

    front: tuple[Paragraph, ...]
    narrative: tuple[Paragraph, ...]
    gold: tuple[Label, ...]


def tell(books: Accounts, layout: Layout, money: Money, sheets: tuple[Sheet, ...], seed: int) -> Told:
    """Return the explanation that follows from `books`. Raises ValueError where they know no year before."""
    rng = Random(f"narrative {layout.name} {seed}")
    style = draw_style(rng, money)
    phrases = Phrases(f"phrases {layout.name} {seed}")
    overview = told_other.overview(books, style, phrases)
    tellers = _sections(books, layout, phrases, rng, overview)
    terms = told_other.terms(books, style, phrases)
    headings = _headings(tellers, rng.random() < 0.5)
    told, forms = ("第三部分", "第二部分") if layout.sheets_first else ("第二部分", "第四部分")
    after = "第四部分" if layout.sheets_first else "第三部分"
    parts = {
        "overview": "第一部分 部门概况",
        "forms": f"{forms} {books.year}年度部门决算表",
        "told": f"{told} {books.year}年度部门决算情况说明",
        "terms": f"{after} 名词解释",
    }
    body = [Paragraph(parts["told"], 1)]
    for heading, teller in zip(headings, tellers, strict=True):
        body += [*heading, *teller.paragraphs]
    body += [Paragraph(parts["terms"], 1), *terms.paragraphs]
    contents = rng.random() < 0.7
    front = [Paragraph(books.unit_name), Paragraph(f"{books.year}年度部门决算")]
    if contents:
        front += _contents(parts, headings, sheets, layout.sheets_first)
    front += [Paragraph(parts["overview"], 1), *overview.paragraphs]
    (front if layout.sheets_first else body).append(Paragraph(parts["forms"], 1))
    gold = [*overview.gold, *(label for teller in tellers for label in teller.gold)]
    return Told(tuple(front), tuple(body), tuple(dict.fromkeys(gold)))


def _sections(books: Accounts, layout: Layout, phrases: Phrases, rng: Random, overview: Teller) -> list[Teller]:
    """S1 to S13 in order; where S1 takes the rows of S2 and S3, their paragraphs come under its place."""
    style = overview.style
    merged = layout.name == "liaoning" or (layout.name == "random" and rng.random() < 0.3)
    every = rng.random() < 0.5
    parts = ("S1", "S1") if merged else ("S2", "S3")
    found = [
        told_totals.totals(books, style, phrases, rng.random() < 0.3),
        told_totals.income(books, style, phrases, parts[0], every),
        told_totals.spending(books, style, phrases, parts[1], every),
        told_totals.fiscal(books, style, phrases, rng.random() < 0.4),
        told_general.general(books, style, phrases, rng.choice(("budget", "budget", "budget", "plain", "none"))),
        told_general.basic(books, style, phrases, rng.random() < 0.6),
        told_official.official(books, style, phrases, layout.item_order, layout.meetings),
        told_official.fund(books, style, phrases, rng.random() < 0.3),
        told_official.capital(books, style, phrases, rng.random() < 0.3),
        told_other.operating(books, style, phrases),
        told_other.procurement(books, style, phrases),
        told_other.assets(books, style, phrases, rng.random() < 0.5),
        told_other.performance(books, style, phrases),
    ]
    return found


def _headings(tellers: list[Teller], grouped: bool) -> list[list[Paragraph]]:
    """A heading before each section's first paragraphs; `grouped` puts S10 to S13 under one heading of their own."""
    found: list[list[Paragraph]] = []
    number, place, part = 0, "", 0
    for teller in tellers:
        lines: list[Paragraph] = []
        if teller.place != place:
            title = _TITLES[teller.place]
            inner = grouped and teller.place in ("S10", "S11", "S12", "S13")
            if inner and not part:
                number += 1
                lines.append(Paragraph(f"{ordinal(number)}、其他重要事项情况说明", 2))
            if inner:
                part += 1
                lines.append(Paragraph(f"（{ordinal(part)}）{title}", 2))
            else:
                number += 1
                lines.append(Paragraph(f"{ordinal(number)}、{title}", 2))
        place = teller.place
        found.append(lines)
    return found


def _contents(
    parts: dict[str, str], headings: list[list[Paragraph]], sheets: tuple[Sheet, ...], sheets_first: bool
) -> list[Paragraph]:
    """The table of contents: titles without page numbers."""
    forms = [parts["forms"], *(f"{ordinal(at)}、{sheet.title}" for at, sheet in enumerate(sheets, 1))]
    told = [parts["told"], *(heading.text for lines in headings for heading in lines)]
    lines = [*forms, *told, parts["terms"]] if sheets_first else [*told, parts["terms"], *forms]
    return [Paragraph("目录"), Paragraph(parts["overview"]), *(Paragraph(text) for text in lines)]
