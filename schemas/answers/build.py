"""Answer models made to measure: one flat object whose keys are what code saw named in the chunk."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from schemas.answers.number import Number


class FlatAnswer(BaseModel):
    """Base of all answers: flat, closed, keys in the document's own words."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())


def answer_model(name: str, keys: Sequence[str]) -> type[FlatAnswer]:
    """Return a flat model of `keys`, each `number | null` and required, in the order given.

    Keys are Chinese (财政拨款收入占比): a flat object of natural keys was measured to be answered best, and asking
    only for what the chunk names makes nulls cost nothing. Raises ValueError on a repeated key.
    """
    if len(set(keys)) < len(keys):
        raise ValueError("a key stands twice")
    fields: dict[str, Any] = {f"f{index}": (Number, Field(alias=key)) for index, key in enumerate(keys)}
    return create_model(name, __base__=FlatAnswer, **fields)


def subject_model(measures: Sequence[str]) -> type[FlatAnswer]:
    """Return the model of an open question: whose figure is it, and which of `measures`?

    Raises ValueError where there is nothing to choose from.
    """
    if not measures:
        raise ValueError("no measures")
    choice = Annotated[str | None, WithJsonSchema({"enum": [*measures, None]})]
    return create_model(
        "OpenAnswer", __base__=FlatAnswer, f0=(str | None, Field(alias="科目")), f1=(choice, Field(alias="指标"))
    )


def choice_model(keys: Sequence[str], options: Sequence[str]) -> type[FlatAnswer]:
    """Return the model of a question whose every key takes one of `options`. Raises ValueError on a repeated key."""
    if len(set(keys)) < len(keys):
        raise ValueError("a key stands twice")
    choice = Annotated[str | None, WithJsonSchema({"enum": [*options, None]})]
    fields: dict[str, Any] = {f"f{index}": (choice, Field(alias=key)) for index, key in enumerate(keys)}
    return create_model("ChoiceAnswer", __base__=FlatAnswer, **fields)
