"""Faults in the explanation."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from evals.press.edits import Damage, label_of, planted, with_label, with_paragraph, with_words
from evals.press.faults_digits import Slip, doubled_digit, lost_digit, other_digit
from evals.press.model import Label, Paragraph, Planted, Report, Spot
from evals.press.printing import CENT

_OPPOSITE = {"增加": "减少", "减少": "增加", "增长": "下降", "上升": "下降", "下降": "增长", "降低": "增长"}


def digit(report: Report, rng: Random) -> Damage | None:
    """One digit of a figure is another."""
    return _slip(report, rng, other_digit)


def digit_lost(report: Report, rng: Random) -> Damage | None:
    """One digit of a figure is missing."""
    return _slip(report, rng, lost_digit)


def digit_doubled(report: Report, rng: Random) -> Damage | None:
    """One digit of a figure stands twice."""
    return _slip(report, rng, doubled_digit)


def unit(report: Report, rng: Random) -> Damage | None:
    """An amount has the other unit behind it: 元 for 万元, or the other way round."""
    wrong = "元" if report.money_unit == "万元" else "万元"
    for paragraph, spot in _spots(report, rng, lambda label: label.unit == report.money_unit and bool(label.value)):
        behind = paragraph.text[spot.end :]
        at = spot.end + len(behind) - len(behind.lstrip())
        old = label_of(report, spot)
        new = replace(old, unit=wrong, value=_worth(old.printed, wrong) * (-1 if (old.value or 0) < 0 else 1))
        changed = with_words(paragraph, at, at + len(report.money_unit), wrong)
        damaged = with_label(with_paragraph(report, paragraph, changed), old, new)
        return Damage(damaged, _told(spot, old.printed + wrong, old.printed + report.money_unit))
    return None


def wrong_rate(report: Report, rng: Random) -> Damage | None:
    """A rate over the wrong base: the change over this year's figure, or the growth printed as completion."""
    values = {(label.place, label.row, label.column): label.value for label in report.gold}
    for paragraph, spot in _spots(report, rng, lambda label: label.column in ("比上年增减率", "完成率")):
        old = label_of(report, spot)
        rate = old.value or Decimal(0)
        if spot.column == "完成率":
            wrong = abs(rate - 100)
        else:
            final = values.get((spot.place, spot.row, "决算数"))
            change = values.get((spot.place, spot.row, "比上年增减额"))
            if not final or not change:
                continue
            wrong = abs(change * 100 / final)
        printed = f"{wrong.quantize(CENT, ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
        if Decimal(printed) and abs(Decimal(printed) - abs(rate)) > Decimal("0.05"):
            return _reprinted(report, paragraph, spot, old, printed)
    return None


def direction_word(report: Report, rng: Random) -> Damage | None:
    """A rise is told as a fall or a fall as a rise, in amount and rate alike."""
    for paragraph, spot in _spots(report, rng, lambda label: label.column == "比上年增减额" and bool(label.value)):
        pair = [other for other in paragraph.spots if (other.place, other.row) == (spot.place, spot.row)]
        pair = [other for other in pair if other.column in ("比上年增减额", "比上年增减率") and other.word != (0, 0)]
        changed, damaged = paragraph, report
        for other in sorted(pair, key=lambda found: -found.start):  # the words are as long as their opposites
            word = paragraph.text[slice(*other.word)]
            changed = with_words(changed, *other.word, _OPPOSITE[word])
            old = label_of(report, other)
            damaged = with_label(damaged, old, replace(old, value=-(old.value or Decimal(0))))
        word = paragraph.text[slice(*spot.word)]
        digits = paragraph.text[spot.start : spot.end]
        damaged = with_paragraph(damaged, paragraph, changed)
        return Damage(damaged, _told(spot, _OPPOSITE[word] + digits, word + digits))
    return None


def _slip(report: Report, rng: Random, slip: Slip) -> Damage | None:
    for paragraph, spot in _spots(report, rng, lambda label: bool(label.value)):
        old = label_of(report, spot)
        wrong = slip(old.printed, rng)
        if wrong is not None and wrong != old.printed:
            return _reprinted(report, paragraph, spot, old, wrong)
    return None


def _reprinted(report: Report, paragraph: Paragraph, spot: Spot, old: Label, printed: str) -> Damage:
    sign = -1 if old.value is not None and old.value < 0 else 1
    new = replace(old, printed=printed, value=sign * _worth(printed, old.unit))
    changed = with_words(paragraph, spot.start, spot.end, printed)
    return Damage(with_label(with_paragraph(report, paragraph, changed), old, new), _told(spot, printed, old.printed))


def _worth(printed: str, unit: str) -> Decimal:
    """The gold's value of printed digits, without a sign."""
    return Decimal(printed) * (10000 if unit == "万元" else 1)


def _told(spot: Spot, printed: str, true: str) -> Planted:
    return planted(spot.place, spot.row, spot.column, printed, true)


def _spots(report: Report, rng: Random, wanted: Callable[[Label], bool]) -> Iterator[tuple[Paragraph, Spot]]:
    """Figures of the explanation that are printed once in their section, in random order."""
    every = [(part, spot) for part in report.narrative for spot in part.spots]
    counts: dict[tuple[str, str, str], int] = {}
    for _, spot in every:
        key = (spot.place, spot.row, spot.column)
        counts[key] = counts.get(key, 0) + 1
    once = [(part, spot) for part, spot in every if counts[spot.place, spot.row, spot.column] == 1]
    rng.shuffle(once)
    return ((part, spot) for part, spot in once if wanted(label_of(report, spot)))
