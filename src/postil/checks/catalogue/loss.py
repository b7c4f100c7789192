"""LOS: what a target format cannot carry. Losses are counted while writing, never silent."""

from postil.checks.catalogue.entry import IssueCode, task

_BOX = {"id": "a1", "type": "rectanglelabels", "from_name": "label", "to_name": "image",
        "original_width": 2000, "original_height": 1500}  # fmt: skip
_VALUE = {"x": 10, "y": 20, "width": 30, "height": 40, "rotation": 0, "rectanglelabels": ["Car"]}
_GOOD = task(_BOX | {"value": _VALUE}, document="conversion")

CODES = (
    IssueCode(
        code="LOS001", title="A shape was approximated", severity="warning",
        checks="That the target format has the shape: ellipses, curves and turned boxes become polygons or "
               "lines.",
        why="The result looks alike and is not the same; it cannot be turned back.",
        fix="Keep the original file, or choose a format that has the shape.",
        failing=task(_BOX | {"value": _VALUE | {"rotation": 30}}, document="conversion"), passing=_GOOD,
    ),
    IssueCode(
        code="LOS002", title="A field was dropped", severity="warning",
        checks="That the target format has a place for every field of an annotation.",
        why="What has no place is gone from the file that was written. Postil still has it.",
        fix="Choose a format that has the field.",
        failing=task(
            _BOX | {"type": "keypointlabels", "from_name": "tip",
                    "value": {"x": 10, "y": 20, "width": 1.5, "keypointlabels": ["Antenna"]}},
            document="conversion"),
        passing=_GOOD,
    ),
    IssueCode(
        code="LOS003", title="An annotation was not carried", severity="warning",
        checks="That the target format has this kind of annotation at all.",
        why="The annotation is missing in the file that was written. Postil still has it.",
        fix="Choose a format that has it.",
        failing=task(
            {"id": "a1", "type": "labels", "from_name": "label", "to_name": "image", "original_length": 20,
             "value": {"start": 0.5, "end": 1.5, "channel": 0, "labels": ["Car"]}},
            document="conversion"),
        passing=_GOOD,
    ),
    IssueCode(
        code="LOS004", title="Units cannot be converted", severity="warning",
        checks="That the size of the image is known when percent must become pixels.",
        why="Percent of an unknown size are no pixels.",
        fix="Make the image reachable so that it can be probed, or give its size.",
        failing=task(
            {key: value for key, value in _BOX.items() if not key.startswith("original")} | {"value": _VALUE},
            document="conversion"),
        passing=_GOOD,
    ),
    IssueCode(
        code="LOS005", title="Several labels became one", severity="warning",
        checks="That an annotation has one label where the target format takes one.",
        why="The first label was written, the others were not.",
        fix="Choose a format with several labels, or draw one region per label.",
        failing=task(
            _BOX | {"value": _VALUE | {"rectanglelabels": ["Car", "Airplane"]}}, document="conversion"),
        passing=_GOOD,
    ),
)  # fmt: skip
