"""How the work goes: what was done a day, how much of it had to be changed, how far two people agree."""

from fastapi import APIRouter, Request, Response

from extractor.review.desk.charts import days, shares, wilson
from extractor.review.desk.render import page
from extractor.review.desk.roles import at_least
from extractor.review.desk.signed import SignedIn, TheDesk

router = APIRouter()


@router.get("/work")
def work(request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """Throughput, yield and agreement. Who is not an adjudicator sees the lines of himself alone, and the totals."""
    worked, yields = desk.store.throughput(), desk.store.yields()
    all_people = at_least(signed, "adjudicator")
    return page(
        request,
        "work.html",
        signed,
        total=sum(one.decisions for one in worked),
        changed=sum(one.changed for one in worked),
        seconds=sum(one.seconds for one in worked),
        chart=days(worked),
        lines=[one for one in reversed(worked) if all_people or one.user == signed.user.name],
        all_people=all_people,
        shares=shares(yields),
        yields=[(one, wilson(one.changed, one.answered)) for one in yields if one.answered],
        agreement=desk.store.agreement(),
    )
