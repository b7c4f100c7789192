"""The four forms of a mask in a row, and back."""

import base64
from typing import Any

from postil.errors import NotFoundError, PostilError
from postil.formats.labelbox.reading import Reading, quoted
from postil.formats.labelbox.spelling import Spelling
from postil.formats.labelbox.wire import MaskForms
from postil.masks import RunMask, write_png
from postil.masks.counts import expand
from postil.model.geometry import Mask, MaskSource

Color = tuple[int, int, int]


def read_mask(forms: MaskForms, reading: Reading) -> Mask | None:
    """Return the mask with its source; PNG bytes are decoded later, once per content, run lengths here."""
    if not _has_one_source(forms, reading):
        return None
    color = read_color(forms.colorRGB, "/mask/colorRGB", reading)
    if forms.instanceURI is not None:
        return Mask(source=MaskSource("composite_png", url=forms.instanceURI, color=color))
    if forms.png is not None:
        sha256 = reading.inline_content(forms.png, "/mask/png")
        return Mask(source=MaskSource("png", sha256, color=color))
    if forms.imBytes is not None:
        sha256 = reading.inline_content(forms.imBytes, "/mask/imBytes")
        return Mask(source=MaskSource("composite_png", sha256, color=color))
    return _read_counts(forms, color, reading)


def _has_one_source(forms: MaskForms, reading: Reading) -> bool:
    runs = forms.size if forms.counts is None else forms.counts
    names = ("png", "imBytes", "instanceURI", "counts")
    values = (forms.png, forms.imBytes, forms.instanceURI, runs)
    given = [name for name, value in zip(names, values, strict=True) if value is not None]
    if len(given) == 1:
        return True
    what = f"mask has several sources ({', '.join(given)})" if given else "mask has no source"
    hint = "give exactly one of png, imBytes, instanceURI, or size with counts"
    reading.report("MSK008", what, hint, "/mask", got=given, expected=list(names))
    return False


def read_color(color: list[int] | None, pointer: str, reading: Reading) -> Color | None:
    """Return red, green, blue; report MSK007 when they are not three integers from 0 to 255."""
    if color is None:
        return None
    if len(color) == 3 and all(0 <= part <= 255 for part in color):
        return (color[0], color[1], color[2])
    reading.report(
        "MSK007", f"colorRGB is {quoted(color)}, must be three integers from 0 to 255",
        "give [red, green, blue] of the instance in the composite", pointer, got=color,
    )  # fmt: skip
    return None


def _read_counts(forms: MaskForms, color: Color | None, reading: Reading) -> Mask | None:
    if forms.counts is None or forms.size is None or len(forms.size) != 2:
        reading.report(
            "MSK005", f"mask size is {quoted(forms.size)}, must be [height, width] beside counts",
            "give size as two positive integers, and counts", "/mask/size", got=forms.size,
        )  # fmt: skip
        return None
    height, width = forms.size
    try:
        runs = RunMask.from_counts(forms.counts, height, width)
        # The model spells runs in one way only; empty runs of the source are kept beside it.
        if runs.count_list != forms.counts:
            reading.quirks["counts"] = forms.counts
        return Mask(
            height, width, runs.counts, runs.area, runs.bbox, runs.content, MaskSource("coco", color=color)
        )
    except PostilError as error:
        reading.report(error.code or "MSK005", error.message, error.hint, "/mask/counts", got=forms.counts)
        return None


def spell_mask(mask: Mask, quirks: dict[str, Any], spelling: Spelling) -> dict[str, Any] | None:
    """Return the value of a row's `mask`, or None when neither its bytes nor its runs are known."""
    source = mask.source
    spelled: dict[str, Any] | None = None
    if source is not None and source.url is not None:
        spelled = {"instanceURI": source.url}
    elif source is not None and source.sha256 is not None and source.encoding != "brush_rle":
        spelled = _spell_bytes(source.encoding, source.sha256, spelling)
    elif source is not None and source.encoding == "coco" and mask.counts is not None:
        counts = quirks.get("counts") or expand(mask.counts).tolist()
        spelled = {"size": [mask.height, mask.width], "counts": counts}
    if spelled is None:
        return _spell_runs(mask)
    if source is not None and source.color is not None:
        spelled["colorRGB"] = list(source.color)
    return spelled


def _spell_bytes(encoding: str, sha256: str, spelling: Spelling) -> dict[str, Any] | None:
    try:
        text = spelling.content_text(sha256)
    except NotFoundError:
        return None
    return {"imBytes" if encoding == "composite_png" else "png": text}


def _spell_runs(mask: Mask) -> dict[str, Any] | None:
    if mask.counts is None:
        return None
    content = write_png(RunMask.from_counts(mask.counts, mask.height, mask.width))
    return {"png": base64.b64encode(content).decode("ascii")}
