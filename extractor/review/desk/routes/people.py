"""People: who works at the desk, in which role; for admins."""

from typing import cast, get_args

from fastapi import APIRouter, Request, Response

from extractor.errors import StoreError
from extractor.review.desk.render import go, page
from extractor.review.desk.roles import require
from extractor.review.desk.routes.numbers import Id
from extractor.review.desk.signed import Posted, Signed, SignedIn, TheDesk
from extractor.review.store import BadInput, NotAllowed
from extractor.review.store.values import Role

router = APIRouter()


@router.get("/people")
def people(request: Request, signed: SignedIn, desk: TheDesk) -> Response:
    """All people."""
    return _page(request, signed, desk)


@router.post("/people")
def add(request: Request, post: Posted, desk: TheDesk) -> Response:
    """Add a person."""
    require(post.signed, "admin")
    name, role = post.text("name"), cast(Role, post.text("role"))
    try:
        desk.store.create_user(name, post.text("password"), role, by=post.user.id)
    except BadInput as error:
        return _page(request, post.signed, desk, problem=error, name=name, role=role)
    return go("/people?said=person_added")


@router.post("/people/{person}")
def change(person: Id, request: Request, post: Posted, desk: TheDesk) -> Response:
    """Change a person: `change` says what."""
    require(post.signed, "admin")
    by = post.user.id
    try:
        if post.text("change") == "role":
            desk.store.set_role(person, cast(Role, post.text("role")), by=by)
        elif post.text("change") == "password":
            desk.store.set_password(person, post.text("password"), by=by)
        elif post.text("change") in ("in", "out"):
            desk.store.set_active(person, post.text("change") == "in", by=by)
        else:
            raise BadInput("不认识的改动")
    except (BadInput, NotAllowed) as error:
        return _page(request, post.signed, desk, problem=error)
    return go("/people?said=person_changed")


def _page(
    request: Request,
    signed: Signed,
    desk: TheDesk,
    *,
    problem: StoreError | None = None,
    name: str = "",
    role: str = "reviewer",
) -> Response:
    require(signed, "admin")
    status = 200 if problem is None else 403 if isinstance(problem, NotAllowed) else 400
    everybody = desk.store.users()
    return page(
        request,
        "people.html",
        signed,
        status=status,
        people=everybody,
        roles=get_args(Role),
        problem=problem,
        name=name,
        role=role,
    )
