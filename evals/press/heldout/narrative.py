"""The explanation of a held-out report: sections in its province's order under its province's headings."""

from random import Random

from evals.press import told_official, told_other, told_totals
from evals.press.accounts import Accounts
from evals.press.forms_balance import ordinal
from evals.press.heldout import told_counts, told_money
from evals.press.heldout.page import Province
from evals.press.heldout.phrases import HeldOutPhrases
from evals.press.heldout.teller import style_of
from evals.press.model import Paragraph, Sheet
from evals.press.narrative import Told
from evals.press.printing import Money
from evals.press.telling import Teller

_OTHERS = ("S10", "S11", "S12", "S13")


def tell(books: Accounts, province: Province, sheets: tuple[Sheet, ...], seed: int) -> Told:
    """Return the explanation that follows from `books`. Raises ValueError where they know no year before."""
    rng = Random(f"held-out narrative {province.name} {seed}")
    style = style_of(rng, Money(province.told_unit))
    phrases = HeldOutPhrases(f"held-out phrases {province.name} {seed}")
    overview = told_counts.overview(books, style, phrases)
    sections = _sections(books, province, overview, phrases, rng)
    tellers = [teller for place in province.outline.order for teller in sections[place]]
    parts = [part.format(year=books.year) for part in province.outline.parts]
    about, *middle, last = parts
    forms, told, terms = (*middle, last) if province.sheets_first else (last, *middle)
    headed = _headed(tellers, province, rng.random() < 0.5)
    body = [Paragraph(told, 1), *headed, Paragraph(terms, 1)]
    body += told_other.terms(books, style, phrases).paragraphs
    front = [Paragraph(f"{books.unit_name}{books.year}年度部门决算公开")]
    if rng.random() < 0.5:
        front += [Paragraph("目  录"), *(Paragraph(part) for part in parts)]
        front += [Paragraph(sheet.title) for sheet in sheets]
    front += [Paragraph(about, 1), *overview.paragraphs]
    (front if province.sheets_first else body).append(Paragraph(forms, 1))
    gold = [*overview.gold, *(label for teller in tellers for label in teller.gold)]
    return Told(tuple(front), tuple(body), tuple(dict.fromkeys(gold)))


def _sections(
    books: Accounts, province: Province, overview: Teller, phrases: HeldOutPhrases, rng: Random
) -> dict[str, list[Teller]]:
    style, every = overview.style, rng.random() < 0.5
    income = told_totals.income(books, style, phrases, "S2", every)
    spending = told_totals.spending(books, style, phrases, "S3", every)
    alone = "S1" not in province.outline.order
    return {
        "S1": [told_money.totals(books, style, phrases)],
        "S2": [*([told_money.whole_of("S2", books, style, phrases)] if alone else []), income],
        "S3": [*([told_money.whole_of("S3", books, style, phrases)] if alone else []), spending],
        "S4": [told_money.fiscal(books, style, phrases)],
        "S5": [told_money.general(books, style, phrases, rng)],
        "S6": [told_money.basic(books, style, phrases)],
        "S7": [
            told_counts.official(
                books, style, phrases, meetings=province.meetings, vehicles_last=province.name in ("central", "anhui")
            )
        ],
        "S8": [told_official.fund(books, style, phrases, rng.random() < 0.3)],
        "S9": [told_official.capital(books, style, phrases, rng.random() < 0.3)],
        "S10": [told_money.operating(books, style, phrases)],
        "S11": [told_counts.procurement(books, style, phrases)],
        "S12": [told_counts.assets(books, style, phrases, rooms=rng.random() < 0.5)],
        "S13": [told_counts.performance(books, style, phrases)],
    }


def _headed(tellers: list[Teller], province: Province, grouped: bool) -> list[Paragraph]:
    """A heading before each section; `grouped` puts S10 to S13 under one of their own."""
    found: list[Paragraph] = []
    number, part, place = 0, 0, ""
    for teller in tellers:
        if teller.place != place:
            title = province.outline.titles[teller.place]
            inner = grouped and teller.place in _OTHERS
            if not inner or not part:
                number += 1
                text = "其他需要说明的事项" if inner else title
                found.append(Paragraph(province.outline.number(number) + text, 2))
            if inner:
                part += 1
                found.append(Paragraph(f"{part}）{title}" if number % 2 else f"〈{ordinal(part)}〉{title}", 2))
        place = teller.place
        found += teller.paragraphs
    return found
