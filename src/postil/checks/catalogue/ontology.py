"""ONT: features, and the ontology itself."""

from postil.checks.catalogue.entry import Example, IssueCode, given, rows, server, task
from postil.checks.catalogue.sample import CAR_ID

_BBOX = {"top": 10, "left": 20, "height": 30, "width": 40}
_GOOD = rows({"name": "car", "bbox": _BBOX})
_VALUE = {"x": 10, "y": 20, "width": 30, "height": 40, "rotation": 0}
_REGION = {"id": "a1", "type": "rectanglelabels", "from_name": "label", "to_name": "image"}
_FINE = given("ontology", {"tools": [{"tool": "rectangle", "name": "car"}], "classifications": []})


def _answered(question: str, answer: str) -> dict[str, object]:
    nested = [{"name": question, "answer": {"name": answer}}]
    return {"name": "car", "bbox": _BBOX, "classifications": nested}


def _radio(*names: str) -> dict[str, object]:
    return {"type": "radio", "name": "color", "options": [{"value": name} for name in names]}


def _recipe(text: str) -> Example:
    return Example(document="recipe", payload=f"[features]\n{text}")


_MAPPED = _recipe('Car = "car"')

CODES = (
    IssueCode(
        code="ONT001", title="The ontology has no feature of this name",
        checks="That a name is a top-level feature of the project's ontology, letter for letter. A near "
               "match is suggested.",
        why="An annotation without a feature could not be shown, counted or exported.",
        fix="Correct the name, or add the feature to the ontology.",
        failing=rows({"name": "caar", "bbox": _BBOX}), passing=_GOOD,
    ),
    IssueCode(
        code="ONT002", title="The ontology has no feature of this schema id",
        checks="That a `schemaId` belongs to the project's ontology. Beside a name that is known it is a "
               "warning, and the name counts.",
        why="Ids of another workspace mean nothing here.",
        fix="Give names, which are the same everywhere, or map the ids.",
        failing=rows({"schemaId": "ck0000000000000000unknown", "bbox": _BBOX}),
        passing=rows({"schemaId": CAR_ID, "bbox": _BBOX}),
    ),
    IssueCode(
        code="ONT003", title="The feature is another tool",
        checks="That a feature draws, asks or joins what the row gives.",
        why="A polygon under the name of a box tool cannot be shown by it.",
        fix="Use the name of the feature that draws this shape.",
        failing=rows({"name": "roof", "bbox": _BBOX}), passing=_GOOD,
    ),
    IssueCode(
        code="ONT004", title="Name and schema id disagree",
        checks="That `name` and `schemaId` of one row mean the same feature.",
        why="One of them is wrong, and nobody can know which.",
        fix="Keep one of the two.",
        failing=rows({"name": "roof", "schemaId": CAR_ID, "bbox": _BBOX}),
        passing=rows({"name": "car", "schemaId": CAR_ID, "bbox": _BBOX}),
    ),
    IssueCode(
        code="ONT005", title="The question has no such option",
        checks="That an answer is an option of its question, at any depth.",
        why="A reply nobody offered cannot be shown or counted.",
        fix="Correct the name, or add the option to the ontology.",
        failing=rows(_answered("color", "reed")), passing=rows(_answered("color", "red")),
    ),
    IssueCode(
        code="ONT006", title="The question is not offered here",
        checks="That a nested question belongs to the tool or option it is answered under.",
        why="The ontology decides what is asked where; elsewhere the answer has no place.",
        fix="Answer the question where the ontology asks it.",
        failing=rows(_answered("material", "steel")), passing=rows(_answered("color", "red")),
    ),
    IssueCode(
        code="ONT007", title="The ontology cannot be used",
        checks="That tools and questions have names and known kinds, and that there are at most 4,000 "
               "features.",
        why="What an ontology leaves open, every import would have to guess.",
        fix="Correct the entry at the pointer.",
        failing=given("ontology", {"tools": [{"tool": "lasso", "name": "car"}], "classifications": []}),
        passing=_FINE,
    ),
    IssueCode(
        code="ONT008", title="Two siblings have one name",
        checks="That tools, questions and the options of a question have names of their own.",
        why="Annotations find their feature by name.",
        fix="Rename one of them.",
        failing=given("ontology", {"tools": [], "classifications": [_radio("red", "red")]}),
        passing=given("ontology", {"tools": [], "classifications": [_radio("red", "blue")]}),
    ),
    IssueCode(
        code="ONT009", title="A question has no options",
        checks="That radio and checklist questions offer something.",
        why="Nobody could answer it.",
        fix="Add an option, or make it a text question.",
        failing=given("ontology", {"tools": [], "classifications": [_radio()]}),
        passing=given("ontology", {"tools": [], "classifications": [_radio("red")]}),
    ),
    IssueCode(
        code="ONT010", title="The ontology has more than one prompt",
        checks="That at most one classification is a prompt.",
        why="A prompt is what a label is about; there is one per data row.",
        fix="Keep one of them.",
        failing=given("ontology", {"tools": [], "classifications": [
            {"type": "prompt", "name": "first"}, {"type": "prompt", "name": "second"}]}),
        passing=given("ontology", {"tools": [], "classifications": [{"type": "prompt", "name": "first"}]}),
    ),
    IssueCode(
        code="ONT011", title="The control has no such label",
        checks="That the labels of a Label Studio region are labels of its control. None is legal.",
        why="A label nobody offered has no colour and no count.",
        fix="Correct the label, or add it to the labeling configuration.",
        failing=task(_REGION | {"value": _VALUE | {"rectanglelabels": ["Airplan"]}}),
        passing=task(_REGION | {"value": _VALUE | {"rectanglelabels": ["Airplane"]}}),
    ),
    IssueCode(
        code="ONT012", title="The region is of another type than its control", severity="warning",
        checks="That the control a Label Studio region names draws what the region is.",
        why="Label Studio accepts it unless validation is on, so it is accepted here and kept as it is.",
        fix="Name the control that draws this shape.",
        failing=task(_REGION | {"type": "keypointlabels",
                                "value": {"x": 10, "y": 20, "width": 1, "keypointlabels": ["Car"]}}),
        passing=task({"id": "a1", "type": "keypointlabels", "from_name": "tip", "to_name": "image",
                      "value": {"x": 10, "y": 20, "width": 1, "keypointlabels": ["Antenna"]}}),
    ),
    IssueCode(
        code="ONT013", title="The recipe cannot be read",
        checks="That the file given to `--map` is TOML or JSON with rules below `features`, and that every "
               "rule is a name or a table of `to`, `ignore`, `create` and `children`.",
        why="A key nobody knows is a rule that would silently do nothing.",
        fix="Correct the rule that is named.",
        failing=_recipe('Car = { too = "car" }'), passing=_MAPPED,
    ),
    IssueCode(
        code="ONT014", title="A name is mapped twice",
        checks="That a recipe has one rule for a name.",
        why="Which of the two is meant, nobody can know.",
        fix="Keep one of the rules.",
        failing=_recipe('Car = "car"\nCar = "plate"'), passing=_MAPPED,
    ),
    IssueCode(
        code="ONT015", title="Names are mapped in a circle",
        checks="That the rules of a recipe do not lead from a name back to it.",
        why="Every name is mapped once, so a circle only swaps names: nearly always a slip.",
        fix="Map each name to the feature that is meant.",
        failing=_recipe('car = "plate"\nplate = "car"'), passing=_MAPPED,
    ),
    IssueCode(
        code="ONT016", title="A rule leads to no feature",
        checks="That the ontology has what a recipe maps to, or that the recipe creates it there.",
        why="Every annotation of that name would be refused.",
        fix="Correct the name, or say what is to be created: `create = \"box\"`.",
        failing=_recipe('Car = "carr"'), passing=_recipe('Bus = { to = "bus", create = "box" }'),
    ),
    IssueCode(
        code="ONT017", title="A row was left out by the recipe", severity="info",
        checks="Which rows hold nothing but what the recipe of the import ignores. They count as unchanged.",
        why="Every row that was read is accounted for.",
        fix="Nothing needs to be done; take the rule out of the recipe to have these rows imported.",
        failing=server('a row named "tree", imported with a recipe that ignores "tree"', "needs an import"),
        passing=_GOOD,
    ),
    IssueCode(
        code="ONT020", title="A feature was deleted after the dry run", severity="warning",
        checks="When a dry run is committed: that the features it uses are in the project's ontology still.",
        why="The import keeps to the version of the ontology it was checked with; nothing new can be drawn "
            "with the deleted feature.",
        fix="Undo the import if its annotations are not wanted, or create the feature again.",
        failing=server("a dry run committed after a feature it uses was deleted", "a staged import"),
        passing=_GOOD,
    ),
)  # fmt: skip
