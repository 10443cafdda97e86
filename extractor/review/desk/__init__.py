"""The desk: the web pages at which people settle what the machine was not sure of. Start with `create_app`."""

from extractor.review.desk.app import create_app
from extractor.review.desk.options import Options

__all__ = ["Options", "create_app"]
