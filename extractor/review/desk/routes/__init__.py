"""The pages of the desk, one module a subject. A new one is a router in `ROUTERS`."""

from fastapi import APIRouter

from extractor.review.desk.routes import doors, items, live, queue, records, sources

ROUTERS: tuple[APIRouter, ...] = (
    doors.router,
    queue.router,
    items.router,
    live.router,
    records.router,
    sources.router,
)
