"""Labels of a report as an annotator writes them: a row of a label CSV, or an entry of a label file in JSON."""

from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field

from schemas._base import Value

State = Literal["value", "declared_empty", "absent", "unscored"]
STATES: tuple[State, ...] = get_args(State)
EMPTY_ROW, EMPTY_COLUMN = "空表", "声明"
"""Row and column of the one label that says a form or section declares itself empty."""
PLACES = (*(f"T{number}" for number in range(1, 11)), *(f"S{number}" for number in range(14)))
"""T1 … T10, S0 … S13: what a label may call its place."""

_EDITOR: dict[str, Any] = {
    "allOf": [
        {
            "if": {"properties": {"state": {"const": "value"}}},
            "then": {
                "required": ["printed", "value", "unit"],
                "properties": {"printed": {"minLength": 1}, "value": {"minLength": 1}, "unit": {"minLength": 1}},
            },
        },
        {
            "if": {"properties": {"state": {"const": "declared_empty"}}},
            "then": {
                "properties": {
                    "row": {"const": EMPTY_ROW},
                    "column": {"const": EMPTY_COLUMN},
                    "printed": {"const": ""},
                    "value": {"const": ""},
                }
            },
        },
        {
            "if": {"properties": {"state": {"const": "absent"}}},
            "then": {"properties": {"printed": {"const": ""}, "value": {"const": ""}}},
        },
    ]
}
"""What an editor holds against a label as it is typed; `evals.golden.problems` says the same of a whole suite."""

Offset = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(lambda given: None if given == "" else given)]


class Label(Value):
    """One printed figure or declared absence. In a CSV every field is a column; an empty cell is an empty field."""

    model_config = ConfigDict(json_schema_extra=_EDITOR)

    place: Annotated[str, Field(json_schema_extra={"enum": list(PLACES)})]
    """T1 … T10 or S0 … S13: where it is printed."""
    row: Annotated[str, Field(min_length=1)]
    """The line it is about, in the words of the dictionary."""
    column: Annotated[str, Field(min_length=1)]
    """The measure, in the words of the dictionary."""
    state: State
    """value: the report prints it; declared_empty: the form or section says it is empty; absent: an annotator looked
    and the report does not give it; unscored: a value given here is neither right nor wrong."""
    printed: str = ""
    """The digits as printed, white space removed, with a printed sign and thousands commas, without the unit."""
    value: Annotated[str, Field(pattern=r"^(-?[0-9]+(\.[0-9]+)?)?$")] = ""
    """Plain decimal. Money in 元, a percent as the number printed, counts as counts; a decrease is negative."""
    unit: str = ""
    """As printed or as the heading says: 元, 万元, %, 人, 辆 …"""
    start: Offset = None
    """Offset of the first printed digit (or sign) in the loaded text, where that is unambiguous."""
    end: Offset = None
    """Offset after the last printed digit."""
    note: str = ""
    """Only where something is odd."""
    quote: str = ""
    """For annotators only: the words around the figure. Nothing reads it, and it is never written."""

    @property
    def key(self) -> tuple[str, str, str]:
        """(place, row, column)."""
        return self.place, self.row, self.column

    @property
    def number(self) -> Decimal | None:
        """The value as a number; None where the label has none."""
        return Decimal(self.value) if self.value else None


class LabelFile(Value):
    """A label file in JSON. A label CSV has the fields of `labels` as its columns."""

    editor_schema: Annotated[str, Field(alias="$schema")] = ""
    """Where this schema lies, for the editor."""
    labels: tuple[Label, ...]
