"""Verdicts in few words."""

from evals.scoring.leaf import LeafVerdict


def verdict(letter, *, document="a", row="行", score=None, band=None, gold=..., given=...):
    gold = ("1" if letter in "CWO" else None) if gold is ... else gold
    given = {"C": "1", "W": "2", "H": "3"}.get(letter) if given is ... else given
    return LeafVerdict(document, ("S1", row, "列"), letter, letter, gold=gold, given=given, score=score, band=band)


def scored(*pairs, document="a"):
    """One verdict a (score, letter)."""
    return [verdict(letter, document=document, row=f"行{at}", score=score) for at, (score, letter) in enumerate(pairs)]


WORKED = scored((0.9, "C"), (0.8, "C"), (0.8, "W"), (0.6, "C"), (0.4, "H"))
"""Five leaves, two of them wrong, two of them with the same score: every measure of it is worked out by hand."""
