"""The page of the keyboard: what the presets of the browser's editor do, read from their files in web/."""

import re
from collections.abc import Iterator
from pathlib import Path

KEYS = Path(__file__).resolve().parent.parent / "web" / "src" / "core" / "keys"
PRESETS = (("Postil", "default"), ("Label Studio", "label-studio"), ("CVAT", "cvat"))
WHERE = {
    "global": "everywhere in the editor",
    "page": "everywhere in the editor",
    "stage": "wherever nobody writes",
    "time": "on the stage of a recording or a video",
}
SHOWN = {
    "mod": "Ctrl", "ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "left": "←", "right": "→", "plus": "+",
    "pageup": "Page up", "pagedown": "Page down", "enter": "Enter", "escape": "Esc", "space": "Space",
    "backspace": "Backspace", "delete": "Del", "tab": "Tab",
}  # fmt: skip

HEAD = """# The keyboard

What keys do on the labeling screen, in each of the three presets. *Settings → Keyboard* has the presets,
changes single keys and takes over a keymap of Label Studio; `?` shows there what holds.
On a Mac, Ctrl is the command key, and skipping is Alt+Enter.

Single keys act wherever nobody writes: on the stage, and after a click on what stands around it, where
Tab, Enter, Space, Esc and the arrows mean what they mean to buttons and lists. A feature
has the key that the list of features shows beside it: its own, if the ontology names one, which then comes
before what the preset does with it; else the next free one of the preset.
[Label in the browser](../how-to/label-in-the-browser.md) says how to work with them.
"""

DRAWING = """## While drawing and moving

These are the same in every preset.

| Key | What it does |
|---|---|
| `←` `→` `↑` `↓` | moves what is selected by a pixel; with Shift by ten; with Ctrl resizes it |
| the same, nothing selected | moves a cross that stands for the mouse; Shift: faster, Alt: by a pixel |
| `Enter` | ends what is drawn; with the cross it clicks, or takes hold and lets go |
| `Backspace` | takes the last corner back |
| `Del` | takes out the corner that is chosen |
| `[` `]` | makes brush and eraser smaller and larger |
| another feature | takes over what is half drawn, if its tool draws both |
| another tool | ends an outline that is a shape already, and gives up everything else |
| `Esc` | gives up what is drawn, then deselects |
"""

_ACTION = re.compile(r'\["([a-z]+\.[a-zA-Z]+)", "([^"]+)", "(global|page|stage|time)", "([^"]+)"\]')
_ENTRY = re.compile(r'^    "([a-zA-Z.]+)": (\[.*?\]|\{.*?\}),$', re.MULTILINE | re.DOTALL)
_CHORD = re.compile(r'"([^"]+)"')

Action = tuple[str, str, str, str]
"""Name, title, scope and group."""


def keyboard_page() -> str:
    """Return the page.

    Raises:
        ValueError: A preset has a key for an action that was not found: the files are written otherwise now.
    """
    actions = _ACTION.findall(_text("actions"))
    maps = [_preset(name) for _, name in PRESETS]
    unknown = {name for keymap in maps for name in keymap} - {action[0] for action in actions}
    if unknown or not all(maps):
        raise ValueError(f"the keys in {KEYS} are not written as this script reads them: {sorted(unknown)}")
    return "\n".join([HEAD, *_sections(actions, maps), DRAWING])


def _sections(actions: list[Action], maps: list[dict[str, list[str]]]) -> Iterator[str]:
    for group in dict.fromkeys(action[3] for action in actions):
        own = [action for action in actions if action[3] == group]
        yield f"## {group}"
        yield ""
        yield f"At hand {' or '.join(dict.fromkeys(WHERE[action[2]] for action in own))}."
        yield ""
        yield f"| | {' | '.join(title for title, _ in PRESETS)} |"
        yield "|---" * (len(PRESETS) + 1) + "|"
        for name, title, _, _ in own:
            yield f"| {title} | {' | '.join(_shown(keymap.get(name, [])) for keymap in maps)} |"
        yield ""


def _preset(name: str) -> dict[str, list[str]]:
    text = _text(f"presets/{name}")
    base = _preset("default") if "...DEFAULT.keys" in text else {}
    return base | {action: _chords(value) for action, value in _ENTRY.findall(text)}


def _chords(value: str) -> list[str]:
    # Where a Mac has others, the page tells those of everybody else.
    return _CHORD.findall(value.rpartition("other:")[2])


def _shown(chords: list[str]) -> str:
    return " or ".join(" then ".join(_caps(step) for step in chord.split()) for chord in chords) or "-"


def _caps(step: str) -> str:
    return "`" + "+".join(SHOWN.get(key, key.upper()) for key in step.split("+")) + "`"


def _text(name: str) -> str:
    return (KEYS / f"{name}.ts").read_text(encoding="utf-8")
