"""What the catalogue says about a code, in words for a terminal or a page."""

from collections.abc import Collection
from difflib import get_close_matches

from postil.checks.catalogue.entry import Example, IssueCode

MAX_LINE = 400
"""Characters of a payload line that are shown."""


def describe(found: IssueCode) -> str:
    """Return a few short sections of Markdown."""
    parts = [
        f"# {found.code} {found.title}",
        f"Severity: {found.severity}.",
        f"## What it checks\n\n{found.checks}",
        f"## Why it matters\n\n{found.why}",
        f"## Example that fails\n\n{show(found.failing)}",
        f"## Example that passes\n\n{show(found.passing)}",
        f"## Fix\n\n{found.fix}",
    ]
    return "\n\n".join(parts) + "\n"


_LANGUAGES = {
    "labelbox": "ndjson",
    "imports": "ndjson",
    "file": "text",
    "url": "text",
    "image": "text",
    "recipe": "toml",
}


def show(example: Example) -> str:
    """Return the payload of an example as a fenced block with a line about what it is."""
    if example.needs:
        return f"Not executed ({example.needs}): {example.payload}."
    words = WORDS[example.document]
    if example.purpose != "pre_label":
        words = f"{words}, imported {_PURPOSES[example.purpose]}"
    if example.encoding != "utf-8":
        words = f"{words}, saved as {example.encoding}"
    if not example.payload:
        return f"{words[0].upper()}{words[1:]} without a single byte."
    lines = [_cut(line) for line in example.payload.splitlines()]
    language = _LANGUAGES.get(example.document, "json")
    return f"{words[0].upper()}{words[1:]}:\n\n```{language}\n" + "\n".join(lines) + "\n```"


_PURPOSES = {"ground_truth": "as ground truth", "prediction": "into a model run"}

WORDS = {
    "labelbox": "Labelbox annotation rows",
    "label_studio": "a Label Studio task",
    "ontology": "a Labelbox ontology",
    "file": "a file to import",
    "url": "an address to fetch from",
    "image": "an image file, as base64",
    "tiled": "the row data of a tiled data row",
    "arguments": "the arguments of an import",
    "array": "an array given as a mask",
    "segment_index": "the segment_index of the frames of one object",
    "size": "the size a row declares and the size its image has, [width, height]",
    "image_rotation": "the image_rotation of a result",
    "conversion": "a Label Studio task, written as Labelbox rows",
    "imports": "imports into one project, one a line, the last of them judged",
    "recipe": "a recipe, against the sample ontology",
    "boxes": "the boxes of a file in pixels, and the size of their images",
}


def _cut(line: str) -> str:
    return line if len(line) <= MAX_LINE else f"{line[:MAX_LINE]} …"


def suggest_code(code: str, codes: Collection[str]) -> str | None:
    """Return the code most like a misspelt one, or None."""
    spelled = code.strip().upper().replace("-", "").replace(" ", "").replace("O", "0")
    letters = {known: known.replace("O", "0") for known in codes}
    near = get_close_matches(spelled, letters.values(), 1, 0.6)
    return next((known for known, plain in letters.items() if near and plain == near[0]), None)
