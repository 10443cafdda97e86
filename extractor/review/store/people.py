"""Who works at the desk: names, roles, passwords. Roles are read anew in every transaction."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast, get_args

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from extractor.review.store import looks, trail
from extractor.review.store.clock import stamp
from extractor.review.store.errors import BadInput, NotAllowed, NotFound
from extractor.review.store.tables import sessions, users
from extractor.review.store.values import RANK, Role, Settings, User

SYSTEM = "system"
"""The actor of what the command line does."""
_SHORTEST, _LONGEST = 8, 200
_NAME = 64


@dataclass(frozen=True)
class People:
    """Changes of users. `by`: the admin who asks for it; None where the command line does."""

    connection: Connection
    now: datetime
    settings: Settings

    def create(self, name: str, password: str | None, role: Role, by: int | None) -> User:
        """Add a person. Raises BadInput for a bad name, role or password, NotAllowed where `by` is no admin."""
        actor = self._admin(by)
        name = clean_name(name)
        if self.connection.execute(select(users.c.id).where(users.c.name == name)).first():
            raise BadInput("已有这个用户", where=name)
        values = {
            "name": name,
            "password_hash": "" if password is None else self.settings.hasher.hash(_checked(password)),
            "role": _role(role),
            "active": True,
            "created_at": stamp(self.now),
        }
        made = self.connection.execute(insert(users).values(**values).returning(users.c.id)).scalar_one()
        looks.adjust(self.connection, self.settings)
        self._note(actor, "user_created", made, {"name": name, "role": role})
        return User(made, name, role, True, password is not None)

    def set_role(self, user: int, role: Role, by: int | None) -> None:
        """Give a person another role; his sessions end. The last admin stays one."""
        actor = self._admin(by)
        before = user_of(self.connection, user, for_update=True)
        if before.role == "admin" and _role(role) != "admin":
            self._keep_an_admin(user)
        self._change(actor, user, "role_changed", {"role": role}, {"from": before.role, "to": role})

    def set_active(self, user: int, active: bool, by: int | None) -> None:
        """Let a person in or keep him out; his sessions end."""
        actor = self._admin(by)
        before = user_of(self.connection, user, for_update=True)
        if before.role == "admin" and not active:
            self._keep_an_admin(user)
        self._change(actor, user, "active_changed", {"active": active}, {"active": active})

    def set_password(self, user: int, password: str, by: int | None) -> None:
        """Set a password: an admin anyone's, a person his own. All sessions of that person end."""
        actor = user_of(self.connection, user).name if by == user else self._admin(by)
        user_of(self.connection, user, for_update=True)
        hashed = self.settings.hasher.hash(_checked(password))
        self._change(actor, user, "password_changed", {"password_hash": hashed}, {})

    def _change(self, actor: str, user: int, action: str, values: dict[str, Any], said: dict[str, Any]) -> None:
        self.connection.execute(update(users).where(users.c.id == user).values(**values))
        self.connection.execute(delete(sessions).where(sessions.c.user_id == user))
        if action != "password_changed":
            looks.adjust(self.connection, self.settings)
        self._note(actor, action, user, said)

    def _keep_an_admin(self, leaving: int) -> None:
        others = select(users.c.id).where(users.c.role == "admin", users.c.active, users.c.id != leaving)
        if not self.connection.execute(others.with_for_update()).first():
            raise NotAllowed("至少要留一位管理员")

    def _admin(self, by: int | None) -> str:
        return SYSTEM if by is None else require(self.connection, by, "admin").name

    def _note(self, actor: str, action: str, user: int, detail: dict[str, Any]) -> None:
        trail.append(self.connection, self.now, actor, action, f"user/{user}", detail)


def require(connection: Connection, user: int, least: Role) -> User:
    """Return the person if he is active and his role suffices. Raises NotAllowed, NotFound."""
    found = user_of(connection, user)
    if not found.active or RANK[found.role] < RANK[least]:
        raise NotAllowed("没有做这件事的权限", where=found.name)
    return found


def user_of(connection: Connection, user: int, *, for_update: bool = False) -> User:
    """Return a person by id. Raises NotFound."""
    query = select(users).where(users.c.id == user)
    row = connection.execute(query.with_for_update() if for_update else query).first()
    if row is None:
        raise NotFound("没有这个用户")
    return as_user(row)


def user_named(connection: Connection, name: str) -> User:
    """Return a person by name. Raises NotFound."""
    row = connection.execute(select(users).where(users.c.name == name)).first()
    if row is None:
        raise NotFound("没有这个用户")
    return as_user(row)


def everybody(connection: Connection) -> list[User]:
    """Return all people, by name."""
    return [as_user(row) for row in connection.execute(select(users).order_by(users.c.name))]


def count(connection: Connection) -> int:
    """Return how many people there are."""
    return connection.execute(select(func.count()).select_from(users)).scalar_one()


def as_user(row: Row[Any]) -> User:
    """Return a row as a person."""
    return User(row.id, row.name, cast(Role, row.role), row.active, bool(row.password_hash))


def clean_name(name: str) -> str:
    """Return a name as it is kept: NFC, no space around. Raises BadInput for an empty, long or unprintable one."""
    name = unicodedata.normalize("NFC", name).strip()
    if not 0 < len(name) <= _NAME or not name.isprintable():
        raise BadInput(f"用户名要有 1 到 {_NAME} 个可见字符")
    return name


def _checked(password: str) -> str:
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise BadInput(f"密码要有 {_SHORTEST} 到 {_LONGEST} 个字符")
    return password


def _role(role: str) -> Role:
    if role not in get_args(Role):
        raise BadInput("没有这种角色", where=role[:_NAME])
    return cast(Role, role)
