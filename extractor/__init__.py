"""Reads 部门决算 reports into records in which every figure is cited.

from extractor import extract
record = extract("report.pdf")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.api import extract

__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    """Fetch a public name when it is asked for: importing a small part should not load the model's client."""
    if name in __all__:
        from extractor import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
