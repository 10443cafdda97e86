"""What the model fills in: one small flat model a chunk, made for the labels that stand in it."""

from schemas.answers.build import FlatAnswer, answer_model, choice_model, subject_model
from schemas.answers.number import Number

__all__ = ["FlatAnswer", "Number", "answer_model", "choice_model", "subject_model"]
