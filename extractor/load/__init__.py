"""From a file's bytes to a `Document`: one text, whatever the carrier, and the pages it was printed on."""

from extractor.load.account import require_final_account
from extractor.load.carriers import MAX_BYTES, load, load_bytes
from extractor.load.pdf import unread_pages

__all__ = ["MAX_BYTES", "load", "load_bytes", "require_final_account", "unread_pages"]
