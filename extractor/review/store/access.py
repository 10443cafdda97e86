"""The part of the store that knows people: who they are, what they may do, and whether they are signed in."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from extractor.review.store import people
from extractor.review.store.clock import Clock
from extractor.review.store.database import Database
from extractor.review.store.doors import doors_of
from extractor.review.store.values import Login, Role, Session, Settings, User

T = TypeVar("T")


class Access:
    """A database with people. `Store` adds the records and the work."""

    def __init__(self, database: Database, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._doors = doors_of(database, settings)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def create_user(self, name: str, password: str | None, role: Role, *, by: int | None = None) -> User:
        """Add a person. `by`: an admin; None only from the command line. Raises BadInput, NotAllowed.

        Without a password nobody can sign in as this person but by `let_in`.
        """
        return self._write(lambda c, now: people.People(c, now, self._settings).create(name, password, role, by))

    def set_role(self, user: int, role: Role, *, by: int | None = None) -> None:
        """Give a person another role; his sessions end."""
        self._write(lambda c, now: people.People(c, now, self._settings).set_role(user, role, by))

    def set_active(self, user: int, active: bool, *, by: int | None = None) -> None:
        """Let a person in or keep him out; his sessions end."""
        self._write(lambda c, now: people.People(c, now, self._settings).set_active(user, active, by))

    def set_password(self, user: int, password: str, *, by: int | None = None) -> None:
        """Set a password: an admin anyone's, a person his own. All sessions of that person end."""
        self._write(lambda c, now: people.People(c, now, self._settings).set_password(user, password, by))

    def users(self) -> list[User]:
        """Return all people, by name."""
        return self._read(people.everybody)

    def user(self, name: str) -> User:
        """Return a person by name. Raises NotFound."""
        return self._read(lambda c: people.user_named(c, name))

    def login(self, name: str, password: str, *, client: str, old_token: str | None = None) -> Login:
        """Sign in: always a new token. `client`: the address; `old_token`: the session before, which ends.

        Raises BadLogin, or TooManyAttempts without looking at the password.
        """
        return self._doors.login(self._clock(), name, password, client, old_token)

    def let_in(self, user: int, *, client: str) -> Login:
        """Open a session without a password, for whoever started the desk on his own machine. Raises BadLogin."""
        return self._write(lambda c, now: self._doors.let_in(c, now, user, client))

    def session(self, token: str) -> Session | None:
        """Return the session of a token, or None."""
        return self._read(lambda c: self._doors.session(c, self._clock(), token))

    def logout(self, token: str) -> None:
        """End a session."""
        self._write(lambda c, _: self._doors.logout(c, token))

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self._database.read(work)

    def _write(self, work: Callable[[Connection, datetime], T]) -> T:
        return self._database.write(lambda connection: work(connection, self._clock()))
