"""Rules: who may call a route. A route without one is not accepted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from postil.errors import AccessError, NotFoundError
from postil.facades.native.call import Call
from postil.ports.access import Role


@dataclass(frozen=True)
class Rule:
    """Decides about a call before its body is read, and again after one that was not there at once.

    `text` says in documentation who may call, besides administrators; `least` is the role it takes in the
    project at hand, if that is what decides. `allow` returns, or raises AuthenticationError (nobody signed
    in), AccessError, or NotFoundError (the caller may not even know that the thing exists).
    """

    text: str
    allow: Callable[[Call[Any, Any]], None]
    is_public: bool = False
    least: Role | None = None


def _everybody(_: Call[Any, Any]) -> None:
    return None


def _signed_in(call: Call[Any, Any]) -> None:
    _ = call.user


def _admin(call: Call[Any, Any]) -> None:
    if not call.user.is_admin:
        raise AccessError("this takes an administrator", hint="ask an administrator")


PUBLIC = Rule("everybody, also without signing in", _everybody, is_public=True)
SIGNED_IN = Rule("everybody who signed in", _signed_in)
ADMIN = Rule("administrators", _admin)


def at_least(role: Role, project_of: Callable[[Call[Any, Any]], int | None]) -> Rule:
    """Allow users with this role or a higher one in the project that `project_of` finds, by its store id.

    `project_of` runs only after somebody signed in; None stands for a thing without a project, which
    administrators alone may know of. What does not exist and what is foreign cannot be told apart.
    """

    def allow(call: Call[Any, Any]) -> None:
        user = call.user
        if user.is_admin:
            project_of(call)
            return
        with hidden():
            project_id = project_of(call)
            if project_id is None:
                raise missing()
            call.services.members.demand_role(project_id, user, role)

    return Rule(f"{role} of the project or more", allow, least=role)


def author(role: Role, project_of: Callable[[Call[Any, Any]], int | None]) -> Rule:
    """Allow the author, for whom alone `project_of` finds it, while they have this role or a higher one."""
    return Rule(f"its author alone, while {role} of the project or more", at_least(role, project_of).allow)


def seen(find: Callable[[Call[Any, Any]], object], text: str = "everybody who may know of it") -> Rule:
    """Allow whoever `find` finds the thing for; it raises NotFoundError for all others."""

    def allow(call: Call[Any, Any]) -> None:
        _signed_in(call)
        find(call)

    return Rule(text, allow)


def creator(created_by: Callable[[Call[Any, Any]], int | None]) -> Rule:
    """Allow the user whose store id `created_by` finds, and administrators.

    `created_by` raises NotFoundError for users who may not know of the thing.
    """

    def allow(call: Call[Any, Any]) -> None:
        user, maker = call.user, created_by(call)
        if user.id != maker and not user.is_admin:
            raise AccessError("this takes whoever created it, or an administrator", hint="ask them")

    return Rule("whoever created it", allow)


def admin_of(find: Callable[[Call[Any, Any]], object]) -> Rule:
    """Allow administrators; for others than those `find` finds the thing for, it does not exist."""

    def allow(call: Call[Any, Any]) -> None:
        _signed_in(call)
        find(call)
        _admin(call)

    return Rule("administrators", allow)


@contextmanager
def hidden() -> Iterator[None]:
    """Say of everything that is not found in the block the same."""
    try:
        yield
    except NotFoundError:
        raise missing() from None


def missing() -> NotFoundError:
    """Say that there is no such thing, or none the caller may know of."""
    return NotFoundError(
        "there is nothing of this id, or nothing you have a role in",
        hint="list what you have, or ask the owner of the project for a role",
    )
