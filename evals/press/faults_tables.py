"""Faults in the forms."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random

from evals.press.edits import NO_FIGURE, Damage, figures, money_of, planted, with_name, with_sheet, with_texts
from evals.press.faults_digits import Slip, doubled_digit, lost_digit, other_digit
from evals.press.model import Report, Sheet, SheetCell
from evals.press.printing import CENT
from schemas.vocabulary import functional_subjects


def digit(report: Report, rng: Random) -> Damage | None:
    """One digit of an amount is another."""
    return _slip(report, rng, other_digit)


def digit_lost(report: Report, rng: Random) -> Damage | None:
    """One digit of an amount is missing."""
    return _slip(report, rng, lost_digit)


def digit_doubled(report: Report, rng: Random) -> Damage | None:
    """One digit of an amount stands twice."""
    return _slip(report, rng, doubled_digit)


def unit(report: Report, rng: Random) -> Damage | None:
    """An amount is printed in the other unit: 元 in a form in 万元 (times 10,000), or the other way round."""
    sheet, cell = _any_figure(report, rng)
    if cell.stored is None or not Decimal(cell.text.replace(",", "")):
        return None
    factor = Decimal(10000) if report.money_unit == "万元" else 1 / Decimal(10000)
    wrong = (cell.stored * factor).quantize(CENT)
    return _reprinted(report, sheet, cell, f"{wrong:,.2f}" if "," in cell.text else f"{wrong:.2f}")


def wrong_sum(report: Report, rng: Random) -> Damage | None:
    """A total leaves one of its parts out."""
    for sheet, cell in _shuffled(report, rng):
        if cell.key is None or not (cell.key[0] in _TOTALS or cell.key[0].endswith("合计")):
            continue
        parts = [
            part
            for part in figures(sheet)
            if part.key and part.key[1] == cell.key[1] and part.key[0] not in _TOTALS and not part.key[0].endswith("计")
        ]
        amounts = sorted({Decimal(part.text.replace(",", "")) for part in parts})
        whole = Decimal(cell.text.replace(",", ""))
        usable = [amount for amount in amounts if Decimal("0.10") <= amount < whole]
        if usable:
            wrong = whole - rng.choice(usable)
            return _reprinted(report, sheet, cell, f"{wrong:,.2f}" if "," in cell.text else f"{wrong:.2f}")
    return None


_TOTALS = ("合计", "收入总计", "支出总计", "本年收入合计", "本年支出合计", "人员经费合计", "公用经费合计")


def shifted_cell(report: Report, rng: Random) -> Damage | None:
    """An amount stands one cell to the left or right of where it belongs, where nothing should stand."""
    for sheet, cell in _shuffled(report, rng):
        sides = [
            other
            for other in sheet.cells
            if other.row == cell.row and other.key and other.text in NO_FIGURE and abs(other.column - cell.column) == 1
        ]
        if sides and cell.key is not None:
            side = rng.choice(sides)
            texts = {(side.row, side.column): cell.text, (cell.row, cell.column): side.text}
            new = with_texts(sheet, texts, money_of(report))
            assert side.key is not None
            return Damage(with_sheet(report, sheet, new), planted(sheet.place, *side.key, cell.text, side.text))
    return None


def missing_table(report: Report, rng: Random) -> Damage | None:
    """A form is left out."""
    if len(report.sheets) < 2:
        return None
    sheet = rng.choice(report.sheets)
    return Damage(with_sheet(report, sheet, None), planted(sheet.place, "", "", "", sheet.title))


def wrong_name(report: Report, rng: Random) -> Damage | None:
    """The name of another subject stands beside a functional code."""
    shipped = {subject.code: subject.name for subject in functional_subjects()}
    found = [(sheet, cell, code) for sheet in report.sheets for cell, code in _names(sheet) if code in shipped]
    if not found:
        return None
    sheet, cell, code = rng.choice(found)
    name = cell.text.strip()
    others = [
        other for key, other in shipped.items() if len(key) == len(code) and other != name and other != shipped[code]
    ]
    wrong = rng.choice(others)
    new = with_name(sheet, cell, cell.text.replace(name, wrong))
    return Damage(with_sheet(report, sheet, new), planted(sheet.place, code, "科目名称", wrong, name))


def swapped_rows(report: Report, rng: Random) -> Damage | None:
    """The amounts of two rows of a form by function stand in each other's row."""
    by_function = [sheet for sheet in report.sheets if sheet.place in ("T2", "T3", "T5")]
    rng.shuffle(by_function)
    for sheet in by_function:
        rows: dict[str, list[SheetCell]] = {}
        for cell in sheet.cells:
            if cell.key is not None and cell.key[0].isdigit() and len(cell.key[0]) == 7:
                rows.setdefault(cell.key[0], []).append(cell)
        codes = sorted(rows)
        rng.shuffle(codes)
        for one, other in pairwise(codes):
            if [cell.text for cell in rows[one]] != [cell.text for cell in rows[other]]:
                return _swapped(report, sheet, rows[one], rows[other])
    return None


def _swapped(report: Report, sheet: Sheet, one: list[SheetCell], other: list[SheetCell]) -> Damage:
    texts = {}
    for left, right in zip(one, other, strict=True):
        texts[left.row, left.column], texts[right.row, right.column] = right.text, left.text
    new = with_texts(sheet, texts, money_of(report))
    first, second = next((left, right) for left, right in zip(one, other, strict=True) if left.text != right.text)
    assert first.key is not None
    return Damage(with_sheet(report, sheet, new), planted(sheet.place, *first.key, second.text, first.text))


def _slip(report: Report, rng: Random, slip: Slip) -> Damage | None:
    for sheet, cell in _shuffled(report, rng):
        wrong = slip(cell.text, rng)
        if wrong is not None and wrong != cell.text:
            return _reprinted(report, sheet, cell, wrong)
    return None


def _reprinted(report: Report, sheet: Sheet, cell: SheetCell, text: str) -> Damage:
    assert cell.key is not None
    new = with_texts(sheet, {(cell.row, cell.column): text}, money_of(report))
    return Damage(with_sheet(report, sheet, new), planted(sheet.place, *cell.key, text, cell.text))


def _any_figure(report: Report, rng: Random) -> tuple[Sheet, SheetCell]:
    return next(iter(_shuffled(report, rng)))


def _shuffled(report: Report, rng: Random) -> list[tuple[Sheet, SheetCell]]:
    """Printed amounts other than zero, in random order, every form as likely as another."""
    ordered = []
    for sheet in report.sheets:
        cells = [cell for cell in figures(sheet) if cell.stored]
        rng.shuffle(cells)
        ordered += [(rng.random() + at, sheet, cell) for at, cell in enumerate(cells)]
    return [(sheet, cell) for _, sheet, cell in sorted(ordered, key=lambda entry: entry[0])]


def _names(sheet: Sheet) -> Iterator[tuple[SheetCell, str]]:
    """The name cells of a form by function with the code beside them."""
    if sheet.place not in ("T2", "T3", "T5", "T8", "T9"):
        return
    for row in range(*sheet.body_rows):
        labels = [cell for cell in sheet.cells if cell.row == row and cell.kind == "label"]
        code = "".join(cell.text for cell in labels[:-1])
        if code.isdigit():
            yield labels[-1], code
