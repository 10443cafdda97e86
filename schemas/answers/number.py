"""The one type a model may answer a figure with."""

from decimal import Decimal
from typing import Annotated

from pydantic import WithJsonSchema

Number = Annotated[Decimal | None, WithJsonSchema({"type": ["number", "null"]})]
"""A number as printed, or null where the text does not state it; `number | null` was measured to be answered best."""
