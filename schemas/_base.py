"""What every value of the house has in common: frozen, and closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; a misspelt or unknown field is an error, not a silent extra."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
