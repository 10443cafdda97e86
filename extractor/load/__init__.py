"""From a file's bytes to a `Document`: one text, whatever the carrier, and the pages it was printed on."""

from extractor.load.account import require_final_account
from extractor.load.archive import Member, is_archive, members
from extractor.load.carriers import MAX_BYTES, load, load_bytes, load_member
from extractor.load.pdf import unread_pages

__all__ = [
    "MAX_BYTES",
    "Member",
    "is_archive",
    "load",
    "load_bytes",
    "load_member",
    "members",
    "require_final_account",
    "unread_pages",
]
