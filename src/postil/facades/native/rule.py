"""Rules: who may call a route. A route without one is not accepted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from postil.errors import AccessError
from postil.facades.native.call import Call
from postil.ports.access import Role


@dataclass(frozen=True)
class Rule:
    """Decides about a call before its body is read.

    `text` says in documentation who may call. `allow` returns, or raises AuthenticationError (nobody signed
    in), AccessError, or NotFoundError (the caller may not even know that the thing exists).
    """

    text: str
    allow: Callable[[Call[Any, Any]], None]
    is_public: bool = False


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
    administrators alone may touch.
    """

    def allow(call: Call[Any, Any]) -> None:
        user = call.user
        project_id = project_of(call)
        if project_id is None:
            _admin(call)
        else:
            call.services.members.demand_role(project_id, user, role)

    return Rule(f"{role} of the project or more, and administrators", allow)


def creator(created_by: Callable[[Call[Any, Any]], int | None]) -> Rule:
    """Allow the user whose store id `created_by` finds, and administrators."""

    def allow(call: Call[Any, Any]) -> None:
        if call.user.id != created_by(call) and not call.user.is_admin:
            raise AccessError("this takes whoever created it, or an administrator", hint="ask them")

    return Rule("whoever created it, and administrators", allow)
