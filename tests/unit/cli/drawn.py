"""What a renderable looks like on a terminal without colours."""

from io import StringIO

from rich.console import Console, RenderableType


def drawn(*renderables: RenderableType, width: int = 80) -> str:
    """Return the lines as text, without spaces at their ends."""
    target = StringIO()
    console = Console(file=target, width=width, no_color=True, highlight=False)
    for renderable in renderables:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in target.getvalue().splitlines())
