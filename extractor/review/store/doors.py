"""Signing in and out. A session's token is stored hashed, is new at every login, and failed logins are limited."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from extractor.review.store import trail
from extractor.review.store.clock import moment_of, stamp
from extractor.review.store.database import Database, take_turns
from extractor.review.store.errors import BadLogin, TooManyAttempts
from extractor.review.store.people import as_user
from extractor.review.store.tables import known_clients, login_attempts, sessions, users
from extractor.review.store.values import Login, Session, Settings, User

_WRONG = "用户名或密码不对"
_LONGEST = 200
_KEPT = 64
"""Characters kept of a name or address that somebody tried."""


@dataclass(frozen=True)
class Doors:
    """Logins of one store."""

    database: Database
    settings: Settings
    unknown: str
    """A hash no password fits: a name nobody has takes as long to refuse as a wrong password."""

    def login(self, now: datetime, name: str, password: str, client: str, old_token: str | None) -> Login:
        """Sign in. `client`: the address it comes from; `old_token`: the session before, which ends.

        Raises TooManyAttempts before the password is even looked at, BadLogin for whatever else is off.
        The password is tried outside of any transaction, for it takes a while on purpose.
        """
        name, client = name[:_KEPT], client[:_KEPT]
        if "\0" in name + client or len(password) > _LONGEST:
            raise BadLogin(_WRONG)
        row = self.database.write(lambda connection: self._admit(connection, now, name, client))
        hashed, user = row if row else (self.unknown, None)
        fits = _fits(self.settings.hasher, hashed, password)
        if not fits or user is None or not user.active:
            raise BadLogin(_WRONG)
        fresh = self.settings.hasher.hash(password) if self.settings.hasher.check_needs_rehash(hashed) else None
        return self.database.write(lambda c: self._enter(c, now, user, client, (hashed, fresh), old_token))

    def session(self, connection: Connection, now: datetime, token: str) -> Session | None:
        """Return the session of a token, or None where it is unknown, over, or its person is kept out."""
        query = (
            select(sessions.c.csrf, sessions.c.expires_at, users)
            .join(users, users.c.id == sessions.c.user_id)
            .where(sessions.c.token_hash == _hashed(token), sessions.c.expires_at > stamp(now), users.c.active)
        )
        row = connection.execute(query).first()
        return Session(row.csrf, row.expires_at, as_user(row)) if row else None

    def logout(self, connection: Connection, token: str) -> None:
        """End a session."""
        connection.execute(delete(sessions).where(sessions.c.token_hash == _hashed(token)))

    def _admit(self, connection: Connection, now: datetime, name: str, client: str) -> tuple[str, User] | None:
        """Count the try as failed until it has succeeded: tries made at once cannot slip through together."""
        take_turns(connection, "login")
        since = stamp(now - timedelta(seconds=self.settings.attempt_window))
        connection.execute(delete(login_attempts).where(login_attempts.c.at <= since))
        by_name, by_client = login_attempts.c.name == name, login_attempts.c.client == client
        row = connection.execute(select(users).where(users.c.name == name)).first()
        self._limit(connection, now, self.settings.attempts_per_pair, by_name & by_client)
        if row is None or not self._knows(connection, row.id, client):
            self._limit(connection, now, self.settings.attempts_per_client, by_client)
            self._limit(connection, now, self.settings.attempts_per_name, by_name)
        connection.execute(insert(login_attempts).values(name=name, client=client, at=stamp(now)))
        return (row.password_hash or self.unknown, as_user(row)) if row else None

    def _knows(self, connection: Connection, user: int, client: str) -> bool:
        """Whether this person has signed in from there before: a flood from elsewhere does not keep him out."""
        mine = (known_clients.c.user_id == user) & (known_clients.c.client == client)
        return connection.execute(select(known_clients).where(mine)).first() is not None

    def _limit(self, connection: Connection, now: datetime, limit: int, which: ColumnElement[bool]) -> None:
        # A try that had to wait for others is older than theirs, and theirs count all the same. What is further ahead
        # than a window is a clock that was set back, and counts for nobody.
        ahead = stamp(now + timedelta(seconds=self.settings.attempt_window))
        count, oldest = connection.execute(
            select(func.count(), func.min(login_attempts.c.at)).where(which, login_attempts.c.at <= ahead)
        ).one()
        if count >= limit:
            left = moment_of(oldest) + timedelta(seconds=self.settings.attempt_window) - now
            raise TooManyAttempts("登录失败次数太多", retry_after=max(1, int(left.total_seconds())))

    def _enter(
        self,
        connection: Connection,
        now: datetime,
        user: User,
        client: str,
        hashes: tuple[str, str | None],
        old_token: str | None,
    ) -> Login:
        known, fresh = hashes
        row = connection.execute(select(users).where(users.c.id == user.id).with_for_update()).one()
        if not row.active or row.password_hash != known:
            raise BadLogin(_WRONG)
        if fresh:
            connection.execute(update(users).where(users.c.id == user.id).values(password_hash=fresh))
        mine = (login_attempts.c.name == user.name) & (login_attempts.c.client == client)
        connection.execute(delete(login_attempts).where(mine))
        self._remember(connection, now, user.id, client)
        if old_token:
            self.logout(connection, old_token)
        return self._open(connection, now, as_user(row), client, "login")

    def let_in(self, connection: Connection, now: datetime, user: int, client: str) -> Login:
        """Open a session without a password. Raises BadLogin where the person is kept out."""
        row = connection.execute(select(users).where(users.c.id == user).with_for_update()).first()
        if row is None or not row.active:
            raise BadLogin("这个用户不能登录")
        return self._open(connection, now, as_user(row), client[:_KEPT], "let_in")

    def _open(self, connection: Connection, now: datetime, user: User, client: str, action: str) -> Login:
        connection.execute(delete(sessions).where(sessions.c.expires_at <= stamp(now)))
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        expires = stamp(now + timedelta(seconds=self.settings.session_seconds))
        connection.execute(
            insert(sessions).values(
                token_hash=_hashed(token), user_id=user.id, csrf=csrf, created_at=stamp(now), expires_at=expires
            )
        )
        trail.append(connection, now, user.name, action, f"user/{user.id}", {"client": client})
        return Login(token, csrf, expires, user)

    def _remember(self, connection: Connection, now: datetime, user: int, client: str) -> None:
        mine = (known_clients.c.user_id == user) & (known_clients.c.client == client)
        if not connection.execute(update(known_clients).where(mine).values(at=stamp(now))).rowcount:
            connection.execute(insert(known_clients).values(user_id=user, client=client, at=stamp(now)))


def doors_of(database: Database, settings: Settings) -> Doors:
    """Return the doors of a store."""
    return Doors(database, settings, settings.hasher.hash(secrets.token_urlsafe(16)))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _fits(hasher: PasswordHasher, hashed: str, password: str) -> bool:
    with suppress(VerificationError, InvalidHashError, UnicodeEncodeError):
        return hasher.verify(hashed, password)
    return False
