"""ROW: what every row needs, whatever it carries."""

from postil.checks.catalogue.entry import IssueCode, given, imports, raw, rows, server, task

_BBOX = {"top": 10, "left": 20, "height": 30, "width": 40}
_BOX = {"name": "car", "bbox": _BBOX}
_GOOD = rows(_BOX)
_A, _B = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22"
_KOBE = {"dataRow": {"globalKey": "kobe.jpg"}} | _BOX
_ELSEWHERE = _KOBE | {"bbox": _BBOX | {"top": 600}}
_REGION = {
    "id": "a1", "type": "rectanglelabels", "from_name": "label", "to_name": "image",
    "value": {"x": 10, "y": 20, "width": 30, "height": 40, "rectanglelabels": ["Car"]},
}  # fmt: skip

CODES = (
    IssueCode(
        code="ROW001", title="dataRow is missing",
        checks="That a row names the data row it is about.",
        why="An annotation is always about something.",
        fix='Add `"dataRow": {"globalKey": …}`.',
        failing=raw('{"name": "car", "bbox": {"top": 10, "left": 20, "height": 30, "width": 40}}'),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW002", title="dataRow needs exactly one of id and globalKey",
        checks="That `dataRow` names its row in exactly one way.",
        why="Two names can disagree, and none is no name.",
        fix="Keep the global key; it is yours and never changes.",
        failing=rows({"dataRow": {"id": "clx0000000000000000000001", "globalKey": "kobe.jpg"}} | _BOX),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW003", title="No such data row",
        checks="That the catalog has the data row a row names. A near match is suggested.",
        why="Annotations of unknown data rows would never be seen.",
        fix="Correct the key, or create the data row first.",
        failing=rows(_BOX, on="kobe.jpeg"), passing=_GOOD,
    ),
    IssueCode(
        code="ROW004", title="The data row is not in the project",
        checks="That the data row was sent to the project of the import, or added to its model run.",
        why="People label tasks of a project. Outside it nobody would see the annotation.",
        fix="Add the data row to a batch of the project or to the run, or import into the project that has "
            "it.",
        failing=rows(_BOX, on="osaka.jpg"), passing=_GOOD,
    ),
    IssueCode(
        code="ROW005", title="The data row was deleted",
        checks="That the data row still exists.",
        why="Its annotations would vanish with it.",
        fix="Create the data row again, or leave its rows out.",
        failing=rows(_BOX, on="nara.jpg"), passing=_GOOD,
    ),
    IssueCode(
        code="ROW006", title="No feature is named",
        checks="That a row, a nested question and an answer name a feature, by name or by schema id.",
        why="Without a feature nobody knows what the shape shows.",
        fix="Add `name` as the ontology spells it.",
        failing=rows({"bbox": _BBOX}), passing=_GOOD,
    ),
    IssueCode(
        code="ROW007", title="The row has no shape and no answer",
        checks="That a row carries one shape, answer or relationship.",
        why="A row without content says nothing. Often the key of the shape is misspelt.",
        fix="Add the shape, or correct its key.",
        failing=rows({"name": "car", "classifications": []}), passing=_GOOD,
    ),
    IssueCode(
        code="ROW008", title="The row has more than one shape",
        checks="That a row carries exactly one shape, answer or relationship.",
        why="Each would be an annotation of its own, but there is one uuid and one name.",
        fix="Write one row per shape.",
        failing=rows({"name": "car", "bbox": _BBOX, "point": {"x": 1, "y": 2}}), passing=_GOOD,
    ),
    IssueCode(
        code="ROW009", title="A key is not known", severity="warning",
        checks="That every key of a row has a meaning.",
        why="It is kept and written back, but nothing reads it; often it is a misspelling of one that "
            "matters.",
        fix="Correct or remove the key.",
        failing=rows(_BOX | {"confidense": 0.9}), passing=rows(_BOX | {"confidence": 0.9}),
    ),
    IssueCode(
        code="ROW010", title="A value has the wrong type, or is missing",
        checks="That numbers are numbers, lists are lists, and nothing that is needed is missing.",
        why='The text `"977"` may be a number, a name or a mistake; Postil does not guess.',
        fix="Write the value as the type the message names.",
        failing=rows({"name": "car", "bbox": _BBOX | {"width": "40"}}), passing=_GOOD,
    ),
    IssueCode(
        code="ROW011", title="The global key is empty or too long",
        checks="That a global key has 1 to 200 characters.",
        why="Longer keys cannot be exchanged with other tools.",
        fix="Use a shorter key for the data row.",
        failing=rows(_BOX, on="k" * 201), passing=_GOOD,
    ),
    IssueCode(
        code="ROW012", title="The uuid is none",
        checks="That `uuid` is a uuid in one of the five usual spellings.",
        why="The uuid is the key under which a later import finds and replaces the annotation.",
        fix="Give 32 hexadecimal digits, with or without dashes or braces, or leave `uuid` out.",
        failing=rows(_BOX | {"uuid": "annotation-1"}),
        passing=rows(_BOX | {"uuid": "{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}"}),
    ),
    IssueCode(
        code="ROW013", title="The benchmark flag means nothing here", severity="warning",
        checks="That the benchmark flag comes with ground truth.",
        why="Only a person's label can be the measure of others. On a pre-label the flag is ignored.",
        fix="Import the file as ground truth, or remove `isBenchmarkReferenceLabel`.",
        failing=rows(_BOX | {"isBenchmarkReferenceLabel": True}),
        passing=rows(_BOX | {"isBenchmarkReferenceLabel": True}, purpose="ground_truth"),
    ),
    IssueCode(
        code="ROW014", title="The shape is not possible on this media type",
        checks="That the data row's media type can carry the shape: no boxes on text, no masks on maps.",
        why="The editor could not show it, and exports could not spell it.",
        fix="Check that the row names the right data row. In video, give shapes as keyframes.",
        failing=rows(_BOX, on="note.txt"), passing=_GOOD,
    ),
    IssueCode(
        code="ROW015", title="The size is unknown, positions are unchecked", severity="info",
        checks="That the size of the image, or the length of the text, is known, so that positions can be "
               "compared with it.",
        why="The annotation is accepted, and what its position would be compared with is not known yet.",
        fix="Make the image or text reachable; what is imported after it was probed is checked.",
        failing=rows(_BOX, on="unprobed.jpg"), passing=_GOOD,
    ),
    IssueCode(
        code="ROW016", title="Too many annotations of one feature on one data row",
        checks="That one job brings at most 5,000 annotations of a feature for a data row. Later lines fail.",
        why="Labelbox has this limit; beyond it nobody can look at them one by one.",
        fix="Split the asset, or keep the most certain annotations.",
        failing=server("5,001 rows of one name for one data row", "more rows than an example may have"),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW017", title="An argument of the import is wrong",
        checks="That an import has exactly one source, and that a list of annotations is a list with "
               "something in it.",
        why="An import of nothing, or of two things, is a mistake of the calling program.",
        fix="Give exactly one of path, url and rows.",
        failing=given("arguments", {"path": "boxes.ndjson", "url": "https://example.test/boxes.ndjson"}),
        passing=given("arguments", {"path": "boxes.ndjson"}),
    ),
    IssueCode(
        code="ROW018", title="A person has edited this label",
        checks="That ground truth does not replace the work of a person.",
        why="What a person submitted is not overwritten by a file.",
        fix="Leave the row out, or import with `--on-edited version`, which adds a version to the label.",
        failing=server("ground truth for a data row whose label a person has changed since",
                       "a database with a person's label in it"),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW019", title="The whole import was refused",
        checks="With the policy `atomic`: that every single row was accepted.",
        why="All or nothing was asked for.",
        fix="Mend the rows the report names and import again, or use the policy `rows`.",
        failing=server("a file with one wrong row, imported with the policy `atomic`", "a database"),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW020", title="Some annotations of the row were left out", severity="warning",
        checks="That all annotations of a row are of the kind this import takes: predictions or annotations.",
        why="A Label Studio task can hold both. One import makes either pre-labels or ground truth.",
        fix="Import the file a second time with the other purpose.",
        failing=task(_REGION, purpose="ground_truth"), passing=task(_REGION),
    ),
    IssueCode(
        code="ROW021", title="A metric row came into a project",
        checks="That rows with a metricValue are imported into a model run.",
        why="A metric says how good a model is on a data row. A project has no place for it.",
        fix="Import metric rows into a model run, and leave them out of the file for the project.",
        failing=rows({"metricName": "custom_iou", "metricValue": 0.5, "aggregation": "ARITHMETIC_MEAN"}),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW022", title="The annotation is read-only",
        checks="That a person leaves alone what its source marked as read-only.",
        why="Whoever marked it wants it to stay as it is, and the editor shows it with a lock.",
        fix="Leave it as it is. A copy under a new key can be changed.",
        failing=server("a patch that moves a region imported with `readonly`", "a draft of a person"),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW030", title="The data row was changed by another import meanwhile", severity="info",
        checks="Whether other imports changed data rows of this one between its beginning and its "
               "publication.",
        why="Rows count as new, updated or unchanged against what is there when they are published. "
            "These were judged and counted once more.",
        fix="Nothing has to be done.",
        failing=server("an import published while another one about the same data rows was running",
                       "two imports at one time"),
        passing=_GOOD,
    ),
    IssueCode(
        code="ROW031", title="Data rows hold pre-labels already", severity="warning",
        checks="Whether earlier imports have left pre-labels on the data rows to which this one adds some. "
               "Rows that repeat or replace what is there are not told. One warning for the whole import.",
        why="Two models, or one model twice, leave everything double; people notice when they label.",
        fix="Undo the earlier import if the new one is to take its place. Nothing has to be done if both are "
            "wanted.",
        failing=imports([_KOBE | {"uuid": _A}], [_ELSEWHERE | {"uuid": _B}]),
        passing=imports([_KOBE | {"uuid": _A}], [_ELSEWHERE | {"uuid": _A}]),
    ),
    IssueCode(
        code="ROW032", title="Data rows hold a label already", severity="warning",
        checks="Whether the data rows to which the import adds something have a label, imported or made by a "
               "person. One warning for the whole import.",
        why="Pre-labels do not change a submitted label, and ground truth comes on top of it: both are "
            "seldom meant.",
        fix="Leave these data rows out, or undo the import the label came with.",
        failing=imports([_KOBE | {"uuid": _A}], [_ELSEWHERE | {"uuid": _B}], before="ground_truth"),
        passing=imports([_KOBE | {"uuid": _A}], [_ELSEWHERE | {"uuid": _A}], before="ground_truth",
                        purpose="ground_truth"),
    ),
    IssueCode(
        code="ROW033", title="Data rows were in no batch of the project", severity="warning",
        checks="Whether an import that may make data rows brings some of the catalog into the project.",
        why="They become tasks of the project, in a batch named after the import.",
        fix="Nothing has to be done if they belong to the project; else undo the import and leave them out.",
        failing=server("a Label Studio task about a data row that the catalog has and the project has not",
                       "a catalog with more data rows than the project has"),
        passing=task(_REGION),
    ),
    IssueCode(
        code="ROW034", title="Tasks are done already", severity="warning",
        checks="Whether pre-labels are added to data rows whose task is done although it has no label.",
        why="A task that is done is shown to nobody, so nobody will correct the pre-labels.",
        fix="Send the tasks to rework, or leave their data rows out.",
        failing=server("pre-labels for a task that was set to done", "a project with a task that is done"),
        passing=_GOOD,
    ),
)  # fmt: skip
