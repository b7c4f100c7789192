"""MED: images and other media of data rows."""

from postil.checks.catalogue.entry import Example, IssueCode, rows, server

_GOOD = Example(
    document="image",
    payload="iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==",
)

CODES = (
    IssueCode(
        code="MED001", title="The image is too large to read",
        checks="That an image header declares a size that can be shown.",
        why="A few bytes can declare an image of billions of pixels and exhaust the memory that decodes it.",
        fix="Split the image, or import it as tiles.",
        failing=Example(
            document="image",
            payload="iVBORw0KGgoAAAANSUhEUgABhqAAAYagCAAAAACNOVQUAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==",
        ),
        passing=_GOOD,
    ),
    IssueCode(
        code="MED002", title="The media cannot be read",
        checks="That a file begins like media of a known kind and has a header that makes sense.",
        why="Without a size no position can be checked, and nothing can be shown.",
        fix="Open the file yourself and save it again.",
        failing=Example(document="image", payload="iVBORw0KGgoAAAANSUhEUg=="), passing=_GOOD,
    ),
    IssueCode(
        code="MED003", title="The media cannot be reached", severity="warning",
        checks="That the content of a new data row can be fetched.",
        why="The row was made and can be worked on as soon as its content answers; nothing has to be "
            "repeated.",
        fix="Correct the address or make it reachable, then probe the row again.",
        failing=server("a data row whose URL answers 404", "a network and a database"),
        passing=rows({"name": "car", "bbox": {"top": 10, "left": 20, "height": 30, "width": 40}}),
    ),
)  # fmt: skip
