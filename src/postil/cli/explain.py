"""`postil explain`: say what an issue code means."""

from typing import TYPE_CHECKING

from postil.cli.options import TEXT, Output

if TYPE_CHECKING:
    from rich.console import RenderableType


def explain(code: str | None = None, /, *, output: Output = TEXT) -> int:
    """Say what an issue code means, with an example that fails, one that passes, and the fix.

    Args:
        code: An issue code such as GEO002; a list of all codes when absent.
        output: How to tell the result.
    """
    from rich.markdown import Markdown

    from postil.checks.catalogue import CATALOGUE
    from postil.checks.catalogue import explain as explained
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    if code is None:
        terminal.answer({"codes": {one.code: one.title for one in CATALOGUE.values()}})
        terminal.say(*_list())
        return 0
    text = explained(code)
    terminal.answer({"code": code.strip().upper(), "markdown": text})
    if terminal.out.is_terminal:
        terminal.say(Markdown(text, code_theme="ansi_dark", inline_code_theme="ansi_dark"))
    else:
        terminal.plain(text)
    return 0


def _list() -> "list[RenderableType]":
    from rich.table import Table
    from rich.text import Text

    from postil.checks.catalogue import CATALOGUE, FAMILIES

    parts: list[RenderableType] = []
    for family, title in FAMILIES.items():
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        for found in CATALOGUE.values():
            if found.family == family:
                table.add_row(Text(f"  {found.code}", "bold"), found.title)
        parts += [Text(title, "bold"), table, Text("")]
    return parts
