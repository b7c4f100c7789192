"""`postil key`: how programs come in."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from postil.sdk.keys import Scope

Days = Annotated[int | None, Parameter(validator=Number(gte=1, lte=36_500))]


def create(
    name: str,
    /,
    *,
    user: str | None = None,
    days: Days = None,
    read_only: Annotated[bool, Parameter(negative=())] = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Make a key and print it, this once. Programs send it, or find it in POSTIL_KEY.

    Only the key goes to stdout, so that it can be piped: `postil key create ci | gh secret set POSTIL_KEY`.

    Args:
        name: The program or machine that will use it.
        user: Address of whose key it is; your own when absent. Others take an administrator.
        days: After how many days it ends; never when absent.
        read_only: It reads what you may read, and changes nothing.
        where: Which server.
        output: How to tell the result.
    """
    from datetime import UTC, datetime, timedelta

    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    expires_at = datetime.now(UTC) + timedelta(days=days) if days else None
    with client_for(where) as client:
        scope: Scope = "read" if read_only else "all"
        issued = client.keys.create(name, email=user, expires_at=expires_at, scope=scope)
    terminal.answer(issued)
    if not terminal.is_json:
        terminal.secret(issued.secret)
    ends = f", ends on {issued.key.expires_at:%d %b %Y}" if issued.key.expires_at else ""
    terminal.note(f"key {name!r} of {issued.key.user}{ends}: it is shown only now")
    return 0


def list_keys(
    *,
    user: str | None = None,
    all_: Annotated[bool, Parameter(name=["--all", "-a"])] = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """List your keys without their secrets, also those that no longer work.

    Args:
        user: Address of whose keys; takes an administrator, as all but your own do.
        all_: The keys of everybody.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal
    from postil.cli.user_table import key_table

    terminal = Terminal(output)
    with client_for(where) as client:
        found = list(client.keys.list(email=user, everybody=all_))
    terminal.answer(found)
    if found:
        terminal.say(key_table(found, terminal.out.width))
    else:
        terminal.say("There are no keys. `postil key create NAME` makes one.")
    return 0


def revoke(key: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Make a key invalid at once.

    Args:
        key: Its beginning as `postil key list` shows it, its name, or its id.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.keys.named(key, everybody=client.users.me().is_admin)
        client.keys.revoke(found.id)
    terminal.answer({"revoked": found})
    terminal.say(f"[bold]pk_{found.prefix}[/] ({found.name}) of {found.user} works no more")
    return 0
