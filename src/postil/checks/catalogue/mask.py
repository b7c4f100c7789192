"""MSK: rasters."""

from postil.checks.catalogue.entry import Example, IssueCode, given, rows, server

_RED = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAEUlEQVR42mP4z8AARFCAzAEAQ9YD/W5vMg8AAAAASUVORK5CYII="
"""4 x 2 pixels: a red square on black."""
_EMPTY = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACAQAAAABX00DOAAAADElEQVR42mNgYGAAAAAEAAHI6uv5AAAAAElFTkSuQmCC"
"""4 x 2 pixels, all black."""
_WIDE = (
    "iVBORw0KGgoAAAANSUhEUgAAIykAAAAEAQAAAAAkV8JlAAAAG0lEQVR42u3BMQEAAADCoPVPbQwfoAAAAAB4GRGcAAHxKp7WAAAAAElFTkSu"
    "QmCC"
)
"""9,001 x 4 pixels."""
_JPEG = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwc="


def _mask(**forms: object) -> Example:
    return rows({"name": "paint", "mask": forms}, on="tiny.png")


_GOOD = _mask(imBytes=_RED, colorRGB=[255, 0, 0])

CODES = (
    IssueCode(
        code="MSK001", title="The mask is larger than 9,000 pixels",
        checks="That no side of a mask is longer than 9,000 pixels. The header is asked, before anything is "
               "unpacked.",
        why="A few bytes can unpack to gigabytes.",
        fix="Split the image, or give the mask in a lower resolution with its image.",
        failing=_mask(png=_WIDE), passing=_GOOD,
    ),
    IssueCode(
        code="MSK002", title="The PNG cannot be read",
        checks="That the bytes of a mask are a whole PNG file.",
        why="A damaged file has no mask in it that could be trusted.",
        fix="Write the file again.",
        failing=_mask(png="bm90IGEgUE5HIGZpbGU="), passing=_GOOD,
    ),
    IssueCode(
        code="MSK003", title="This kind of image is not supported as a mask",
        checks="That a mask is a PNG: other formats change colours when they compress.",
        why="A colour that is nearly red is not red, and its pixels would be lost.",
        fix="Save the mask as PNG.",
        failing=_mask(png=_JPEG), passing=_GOOD,
    ),
    IssueCode(
        code="MSK004", title="The colour is not in the mask",
        checks="That the colour a row names occurs in its composite mask. Those that do are listed.",
        why="The annotation would be empty without anybody noticing.",
        fix="Use one of the colours present. Smoothing while resizing makes new colours: resize without it.",
        failing=_mask(imBytes=_RED, colorRGB=[0, 255, 0]), passing=_GOOD,
    ),
    IssueCode(
        code="MSK005", title="The run lengths are wrong",
        checks="That run lengths are not negative and fill height x width exactly.",
        why="Counts that end early or late belong to another size, and every pixel would be shifted.",
        fix="Give `size` as [height, width], and counts column by column, unset pixels first.",
        failing=_mask(size=[2, 4], counts=[0, 4, 3]), passing=_mask(size=[2, 4], counts=[0, 4, 4]),
    ),
    IssueCode(
        code="MSK006", title="Two masks have different sizes",
        checks="That masks which are compared or joined have one size.",
        why="Pixels of different grids have nothing to do with each other.",
        fix="Give all masks of an image the size of the image.",
        failing=server("the overlap of a 4 x 2 and a 2 x 4 mask", "two masks; imports see it as MSK009"),
        passing=_GOOD,
    ),
    IssueCode(
        code="MSK007", title="The colour is not three integers",
        checks="That a colour is red, green and blue, each a whole number from 0 to 255.",
        why="Other spellings (fractions, names, four channels) can mean several colours.",
        fix="Give [red, green, blue].",
        failing=_mask(imBytes=_RED, colorRGB=[300, 0, 0]), passing=_GOOD,
    ),
    IssueCode(
        code="MSK008", title="The mask has no source, or several",
        checks="That a mask comes from exactly one of png, imBytes, instanceURI and counts.",
        why="Two sources can disagree.",
        fix="Keep one.",
        failing=_mask(colorRGB=[255, 0, 0]), passing=_GOOD,
    ),
    IssueCode(
        code="MSK009", title="The mask is not as large as its asset",
        checks="That mask and image have the same width and height, as the image is shown.",
        why="A mask of another size covers other pixels than it was made for.",
        fix="Scale the mask without smoothing. Look whether the image is turned by its EXIF orientation.",
        failing=rows({"name": "paint", "mask": {"imBytes": _RED, "colorRGB": [255, 0, 0]}}), passing=_GOOD,
    ),
    IssueCode(
        code="MSK010", title="The base64 text is none",
        checks="That inline bytes are standard base64 with padding.",
        why="A text that was cut or re-encoded does not give the bytes it was made of.",
        fix="Encode the file again, without a `data:` prefix and without line breaks.",
        failing=_mask(png="iVBORw0KGgo"), passing=_GOOD,
    ),
    IssueCode(
        code="MSK011", title="The mask is empty", severity="warning",
        checks="That at least one pixel of a mask is set.",
        why="An empty mask annotates nothing; often the wrong file was sent.",
        fix="Remove the annotation, or give the right mask.",
        failing=_mask(png=_EMPTY), passing=_GOOD,
    ),
    IssueCode(
        code="MSK012", title="The array is not a mask",
        checks="That an array given as a mask is height x width and holds 0 and 1, booleans or whole "
               "numbers.",
        why="Probabilities need a threshold, and only you know it.",
        fix="Compare with a threshold first: `array > 0.5`.",
        failing=given("array", [[0.0, 0.25], [0.75, 1.0]]), passing=given("array", [[0.0, 0.0], [1.0, 1.0]]),
    ),
)  # fmt: skip
