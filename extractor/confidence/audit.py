"""Shares drawn by hash: the same thing is in or out of a share on every machine, and nobody chooses."""

import hashlib
import json
from decimal import Decimal

SHARE = Decimal("0.02")
"""Of the figures in band AUTO, those a person looks at all the same: the only unbiased sight of what is left wrong."""
FLAG = "audit"


def in_share(share: Decimal, purpose: str, *what: object) -> bool:
    """Whether something belongs to a share: always the same answer for the same thing."""
    text = json.dumps([purpose, *what], ensure_ascii=False).encode("utf-8", "surrogatepass")
    return int(hashlib.sha256(text).hexdigest()[:12], 16) < share * 16**12


def is_audited(sha256: str, fact: str, share: Decimal = SHARE) -> bool:
    """Whether the fact of this id, in the document of this hash, is one to look at if it is in band AUTO."""
    return in_share(share, FLAG, sha256, fact)
