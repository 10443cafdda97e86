"""What the model fills in: one small flat model a section, made for the labels that stand in the chunk."""

from schemas.answers.number import Number

__all__ = ["Number"]
