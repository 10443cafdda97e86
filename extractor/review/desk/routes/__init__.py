"""The pages of the desk, one module a subject. A new one is a router in `ROUTERS`."""

from fastapi import APIRouter

from extractor.review.desk.routes import (
    disputes,
    doors,
    items,
    live,
    papers,
    people,
    queue,
    records,
    sources,
    trail,
    work,
)

ROUTERS: tuple[APIRouter, ...] = (
    doors.router,
    queue.router,
    items.router,
    live.router,
    records.router,
    sources.router,
    disputes.router,
    work.router,
    papers.router,
    trail.router,
    people.router,
)
