"""Pages that not everybody sees. The store refuses what a person may not do; this refuses what he may not look at."""

from extractor.review.desk.signed import Signed
from extractor.review.store import NotAllowed
from extractor.review.store.values import RANK, Role


def at_least(signed: Signed, role: Role) -> bool:
    """Whether a person's role suffices."""
    return RANK[signed.user.role] >= RANK[role]


def require(signed: Signed, role: Role) -> None:
    """Raise NotAllowed where a person's role does not suffice."""
    if not at_least(signed, role):
        raise NotAllowed("没有看这一页的权限", where=signed.user.name, remedy="请找管理员")
