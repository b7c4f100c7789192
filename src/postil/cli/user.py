"""`postil user`: who may come in, and what they may do in a project."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.sdk.users import User

Role = Literal["owner", "manager", "reviewer", "labeler", "viewer", "none"]
Project = Annotated[str, Parameter(name=["--project", "-p"])]


def list_users(
    *,
    project: Annotated[str | None, Parameter(name=["--project", "-p"])] = None,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """List the users of the server, or the members of a project with their roles.

    Args:
        project: Name or id of a project; its members may list them.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal
    from postil.cli.user_table import user_table

    terminal = Terminal(output)
    with client_for(where) as client:
        found: Sequence[User]
        if project is None:
            found = list(client.users.list())
        else:
            found = list(client.members.list(client.projects.get(project).id))
    terminal.answer(found)
    terminal.say(user_table(found, terminal.out.width))
    return 0


def create(
    email: str,
    /,
    *,
    name: str = "",
    admin: bool = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Make a user. They come in by a link (`postil user link`) or with a key (`postil key create`).

    Args:
        email: Their address.
        name: What to call them.
        admin: Let them do everything on this server.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        user = client.users.create(email, name, is_admin=admin)
    terminal.answer(user)
    terminal.say(
        f"[bold]{user.email}[/] is a user now{', and an administrator' if user.is_admin else ''}",
        f"[dim]postil user link {user.email}[/]   [dim]a link that signs them in[/]",
    )
    if not user.is_admin:
        terminal.say(f"[dim]postil user role {user.email} --project NAME --role labeler[/]")
    return 0


def disable(email: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Keep a user out from now on. Their sessions, keys and links end; what they have made stays.

    Args:
        email: Their address.
        where: Which server.
        output: How to tell the result.
    """
    return _change(
        email, where, output, "is disabled: no key, session or link of theirs works", disabled=True
    )


def enable(email: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Let a disabled user in again. They need a new link or key: none of the old ones comes back.

    Args:
        email: Their address.
        where: Which server.
        output: How to tell the result.
    """
    return _change(email, where, output, "may come in again, by a new link or key", disabled=False)


def admin(email: str, /, *, withdraw: bool = False, where: Where = HERE, output: Output = TEXT) -> int:
    """Make a user an administrator, who may do everything on this server.

    Args:
        email: Their address.
        withdraw: Make them an ordinary user again.
        where: Which server.
        output: How to tell the result.
    """
    done = "is an administrator no more" if withdraw else "is an administrator"
    return _change(email, where, output, done, admin=not withdraw)


def role(email: str, /, *, project: Project, role: Role, where: Where = HERE, output: Output = TEXT) -> int:
    """Give a user a role in a project, instead of the one they had.

    From the least to the most: viewer, labeler, reviewer, manager, owner. Each may do what those before may.

    Args:
        email: Their address.
        project: Name or id of the project.
        role: The role; `none` takes the one they have away.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.projects.get(project)
        if role == "none":
            member = client.members.remove(found.id, email)
        else:
            member = client.members.set(found.id, email, role)
    terminal.answer({"project": found, "member": None if role == "none" else member})
    done = f"has no role in {found.name} any more" if role == "none" else f"is {role} of {found.name}"
    terminal.say(f"[bold]{member.email}[/] {done}")
    return 0


def link(email: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Print a link that signs a user in: it works once, within 24 hours. Hand it to nobody else.

    Args:
        email: Their address.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        address = client.users.link(email)
    terminal.answer({"email": email, "link": address})
    if not terminal.is_json:
        terminal.secret(address)
    terminal.note(f"signs {email} in once, within 24 hours")
    return 0


def _change(
    email: str,
    where: Where,
    output: Output,
    done: str,
    *,
    disabled: bool | None = None,
    admin: bool | None = None,
) -> int:
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.users.named(email)
        user = client.users.update(found.id, is_disabled=disabled, is_admin=admin)
    terminal.answer(user)
    terminal.say(
        f"[bold]{user.email}[/] {done}" if user != found else f"[bold]{user.email}[/]: nothing changed"
    )
    return 0
