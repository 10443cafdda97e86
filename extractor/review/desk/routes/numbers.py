"""Numbers in addresses: never larger than a database takes."""

from typing import Annotated

from fastapi import Path

Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
