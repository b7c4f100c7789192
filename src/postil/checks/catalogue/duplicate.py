"""DUP: one thing twice."""

from postil.checks.catalogue.entry import IssueCode, imports, rows, server, task

_UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
_BOX = {"uuid": _UUID, "name": "car", "bbox": {"top": 10, "left": 20, "height": 30, "width": 40}}
_OTHER = {"uuid": _UUID, "name": "car", "bbox": {"top": 500, "left": 600, "height": 30, "width": 40}}
_FRESH = "c2aadd00-0d1c-4f09-8c7e-7cc0ce491b33"
_FIRST = {"dataRow": {"globalKey": "kobe.jpg"}} | _BOX
_GOOD = rows(_BOX, _OTHER | {"uuid": "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22"})

CODES = (
    IssueCode(
        code="DUP001", title="A uuid is used twice",
        checks="That no two rows of one job give one uuid to different annotations of a data row. The later "
               "line fails. Different data rows may share uuids, and so may jobs: there the later one "
               "replaces.",
        why="The uuid says which annotation is meant. Which of the two holds must not depend on chance.",
        fix="Give every annotation a uuid of its own, or import corrections as a second file.",
        failing=rows(_BOX, _OTHER), passing=_GOOD,
    ),
    IssueCode(
        code="DUP002", title="The row is an exact copy", severity="info",
        checks="Whether a row with the same uuid and content came before in the job.",
        why="Files are joined and sent twice. The copy is accepted and counts once.",
        fix="Nothing has to be done.",
        failing=rows(_BOX, _BOX), passing=_GOOD,
    ),
    IssueCode(
        code="DUP003", title="The global key exists",
        checks="That no two data rows of the catalog have one global key.",
        why="The key is how files name the data row.",
        fix="Use the data row that exists, or choose another key.",
        failing=server("a data row with the global key of another one", "a database"), passing=_GOOD,
    ),
    IssueCode(
        code="DUP004", title="A key is used twice",
        checks="As DUP001, for keys that are no uuids: those other formats give their annotations.",
        why="The key says which annotation is meant.",
        fix="Give every annotation a key of its own.",
        failing=server("two rows that give one region id to different annotations of a data row",
                       "keys of a format without uuids: Label Studio ids are told apart by its reader"),
        passing=task(
            {"id": "a1", "type": "rectanglelabels", "from_name": "label", "to_name": "image",
             "value": {"x": 10, "y": 20, "width": 30, "height": 40, "rectanglelabels": ["Car"]}}),
    ),
    IssueCode(
        code="DUP007", title="The annotation is there already under another key", severity="warning",
        checks="That a row with a key of its own does not have the feature, shape and answers of what is "
               "published on the data row already. Confidences may differ.",
        why="Programs that make a fresh uuid every time they run add everything once more instead of "
            "replacing it. The row is accepted; two equal annotations can be meant.",
        fix="Give both one uuid, undo the earlier import, or leave the row out.",
        failing=imports([_FIRST], [_FIRST | {"uuid": _FRESH}]),
        passing=imports([_FIRST], [_FIRST]),
    ),
    IssueCode(
        code="DUP008", title="Another row says the same under another key", severity="warning",
        checks="That no two rows of a file with keys of their own have the same data row, feature, shape and "
               "answers. Confidences may differ. Rows without a uuid are told apart by their turn.",
        why="Files are joined and models fire twice. Both rows are accepted; two equal annotations can be "
            "meant.",
        fix="Leave one of the two out if they are one.",
        failing=rows(_BOX, _BOX | {"uuid": _FRESH}), passing=_GOOD,
    ),
)  # fmt: skip
