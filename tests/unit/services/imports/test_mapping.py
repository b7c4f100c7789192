"""Rows and runs under a recipe: what is left, what is left out, and what is counted."""

import json
from collections.abc import Iterator

import pytest

from postil.errors import ConflictError
from postil.formats.entry import Entry, Run
from postil.model.annotation import Annotation, PlainObject, Relation
from postil.model.data_row import DataRow, DataRowReference
from postil.model.geometry import Box
from postil.model.issue import Issue
from postil.model.label import Bundle
from postil.model.ontology import Feature, Ontology
from postil.model.recipe import Recipe, Rule
from postil.ports.jobs import Job
from postil.ports.recipes import StoredRecipe
from postil.services.imports.mapping import Mapping
from postil.services.projects.recipes import Recipes
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source, weather

ROW = DataRowReference("global_key", "one")
RECIPE = Recipe({"Car": Rule(to="car"), "Auto": Rule(to="car"), "tree": Rule(ignore=True)})


def mapping(recipe: Recipe = RECIPE, format_name: str = "labelbox") -> Mapping:
    return Mapping(recipe, purpose="pre_label", format_name=format_name)


def run(*names: str) -> Run:
    plains = [
        PlainObject(key=f"k{n}", feature=name, geometry=Box(n, 0, 1, 1)) for n, name in enumerate(names)
    ]
    return Run(ROW, plains, range(11, 11 + len(plains)))


def entry(line: int, name: str) -> Entry:
    return Entry(line, ROW, [Annotation(f"k{line}", name)])


def lines_and_names(rows: list[Entry | Run]) -> list[tuple[int, str | None]]:
    found: list[tuple[int, str | None]] = []
    for row in rows:
        if isinstance(row, Run):
            found += zip(row.lines, [plain.feature for plain in row.annotations], strict=True)
        else:
            found += [(row.line, one.feature) for one in row.annotations]
    return found


def test_without_rules_the_rows_are_handed_on_as_they_are() -> None:
    stretches: Iterator[list[Entry | Run]] = iter([[entry(1, "Car")]])
    assert mapping(Recipe()).over(stretches) is stretches


def test_a_run_that_no_rule_names_stays_the_same_run() -> None:
    row = run("bus", "bus")
    (found,) = mapping().apply([row])
    assert found is row


def test_a_run_is_renamed_as_a_run() -> None:
    mapped = mapping()
    found = mapped.apply([run("Car", "bus", "Auto")])
    assert (len(found), lines_and_names(found)) == (1, [(11, "car"), (12, "bus"), (13, "car")])
    assert mapped.take() == {"/features/Car": ["car", 1], "/features/Auto": ["car", 1]}


def test_rows_of_a_run_that_are_left_out_are_told_by_line() -> None:
    mapped = mapping()
    found = mapped.apply([run("tree", "Car", "tree")])
    assert lines_and_names(found) == [(12, "car")]
    left = [row for row in found if isinstance(row, Entry)]
    assert [(row.line, row.spelled_key, row.reference) for row in left] == [
        (11, "k0", None),
        (13, "k2", None),
    ]
    assert [issue.code for row in left for issue in row.issues] == ["ONT017", "ONT017"]
    assert mapped.take() == {"/features/Car": ["car", 1], "/features/tree": [None, 2]}


def test_a_row_that_is_left_out_no_longer_asks_for_its_data_row() -> None:
    (left,) = mapping().apply([entry(1, "tree")])
    assert isinstance(left, Entry)
    assert (left.annotations, left.reference) == ([], None)
    assert left.issues[0].got == "tree"


def test_a_row_that_brings_its_data_row_brings_it_without_what_is_ignored() -> None:
    row = Entry(1, ROW, bundles=[Bundle([Annotation("a", "tree")])], data_row=DataRow([]))
    (left,) = mapping().apply([row])
    assert isinstance(left, Entry)
    assert (left.bundles, left.reference) == ([], ROW)


def test_a_bundle_that_came_empty_stays() -> None:
    row = Entry(1, ROW, bundles=[Bundle([]), Bundle([Annotation("a", "Car")], no=1)], data_row=DataRow([]))
    (found,) = mapping().apply([row])
    assert isinstance(found, Entry)
    assert [len(bundle.annotations) for bundle in found.bundles] == [0, 1]
    assert found.issues == []


def test_bundles_of_another_purpose_are_neither_mapped_nor_counted() -> None:
    other = Bundle([Annotation("a", "Car")], kind="ground_truth")
    mapped = mapping()
    mapped.apply([Entry(1, ROW, bundles=[other, Bundle([Annotation("b", "Car")])])])
    assert other.annotations[0].feature == "Car"
    assert mapped.take() == {"/features/Car": ["car", 1]}


def test_a_row_that_could_not_be_read_is_left_alone() -> None:
    row = Entry(1, ROW, [Annotation("a", "Car")], [Issue("GEO002", "bad")])
    mapped = mapping()
    (found,) = mapped.apply([row])
    assert found is row
    assert (row.annotations[0].feature, mapped.take()) == ("Car", {})


def test_a_relationship_goes_with_the_end_that_is_left_out() -> None:
    kept = Annotation("r2", kind="relationship", relation=Relation("b", "c"))
    annotations = [
        Annotation("r1", kind="relationship", relation=Relation("b", "a")),
        Annotation("a", "tree"), Annotation("b", "Car"), Annotation("c", "Car"), kept,
    ]  # fmt: skip
    bundle = Bundle(annotations, ext={"label_studio": {"order": [0, 1, 2, 3, 4, 2]}})
    mapping(format_name="label_studio").apply([Entry(1, ROW, bundles=[bundle], data_row=DataRow([]))])
    assert [annotation.key for annotation in bundle.annotations] == ["b", "c", "r2"]
    assert bundle.ext == {"label_studio": {"order": [0, 1, 2, 0]}}


def save(studio: Studio, recipe: Recipe, name: str = "mine") -> StoredRecipe:
    return Recipes(studio.store, studio.shop.clock).save(studio.project.uid, name, recipe, studio.actor)


def outcome(job: Job) -> tuple[int, int, int, int, int]:
    counts = job.counts
    return (counts.read, counts.accepted, counts.updated, counts.unchanged, counts.rejected)


def test_an_import_takes_in_what_its_recipe_makes_of_the_names(studio: Studio) -> None:
    saved = save(studio, RECIPE)
    rows = [box(1, name="Car"), box(2, name="Auto"), box(3, name="tree"), box(4, name="kar")]
    job = studio.run(rows, recipe="mine")
    assert outcome(job) == (4, 2, 0, 1, 1)
    assert [one.feature for one in studio.seen("one")] == ["car", "car"]
    assert job.settings.recipe == saved.pin
    assert job.progress["recipe"] == {
        "/features/Car": ["car", 1], "/features/Auto": ["car", 1], "/features/tree": [None, 1],
    }  # fmt: skip


def test_rows_left_out_are_one_group_of_remarks(studio: Studio) -> None:
    save(studio, RECIPE)
    job = studio.run([box(number, name="tree") for number in range(5)], recipe="mine")
    assert outcome(job) == (5, 0, 0, 5, 0)
    (group,) = studio.imports.groups(job.uid)
    assert (group.code, group.severity, group.count) == ("ONT017", "info", 5)
    assert studio.seen("one") == []


def test_a_row_left_out_is_not_refused_for_its_data_row(studio: Studio) -> None:
    save(studio, RECIPE)
    job = studio.run([box(1, "nobody", name="tree"), box(2, name="Car")], recipe="mine")
    assert outcome(job) == (2, 1, 0, 1, 0)


def test_uses_of_rules_add_up_over_blocks(studio: Studio) -> None:
    save(studio, RECIPE)
    job = studio.run_blocks([box(1, name="Car")], [box(2, name="Car"), box(3, name="tree")], recipe="mine")
    assert job.progress["recipe"] == {"/features/Car": ["car", 2], "/features/tree": [None, 1]}


def test_the_same_file_with_the_same_recipe_changes_nothing(studio: Studio) -> None:
    save(studio, RECIPE)
    row = box(1, name="Car")
    del row["uuid"]
    studio.run([row, box(2, name="tree")], recipe="mine")
    before = studio.seen("one")
    assert outcome(studio.run([row, box(2, name="tree")], recipe="mine")) == (2, 0, 0, 2, 0)
    assert studio.seen("one") == before


def test_a_file_with_the_right_names_says_what_the_mapped_one_said(studio: Studio) -> None:
    save(studio, RECIPE)
    studio.run([box(1, name="Car")], recipe="mine")
    assert outcome(studio.run([box(1, name="car")])) == (1, 0, 0, 1, 0)


def test_a_job_keeps_the_version_it_began_with(studio: Studio) -> None:
    save(studio, RECIPE)
    job = studio.receive(source([box(1, name="Car")]), format="labelbox", recipe="mine")
    save(studio, Recipe({"Car": Rule(ignore=True)}))
    assert studio.imports.start(job).counts.accepted == 1


def test_the_same_file_with_another_recipe_is_another_import(studio: Studio) -> None:
    save(studio, RECIPE)
    studio.run([box(1, name="Car")], name="monday")
    with pytest.raises(ConflictError, match="another recipe"):
        studio.run([box(1, name="Car")], name="monday", recipe="mine")


def test_options_and_schema_ids_of_labelbox_rows_are_mapped(studio: Studio) -> None:
    options = {"Rain": Rule(to="rain")}
    colour = Rule(to="colour", children={"Rot": Rule(to="red")})
    save(studio, Recipe({
        "ckcar": Rule(to="car", children={"Farbe": colour}),
        "Wetter": Rule(to="weather", children=options),
    }))  # fmt: skip
    nested = [{"name": "Farbe", "answer": {"name": "Rot"}}]
    car = box(1, classifications=nested)
    del car["name"]
    wet = weather(2, "Rain") | {"name": "Wetter"}
    job = studio.run([car | {"schemaId": "ckcar"}, wet], recipe="mine")
    assert outcome(job) == (2, 2, 0, 0, 0)
    found, answered = studio.seen("one")
    assert (found.feature, found.classifications[0].answers[0].value) == ("car", "red")
    assert (answered.feature, answered.classifications[0].answers[0].value) == ("weather", "rain")


def region(number: int, label: str, control: str = "tag") -> dict[str, object]:
    value = {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0, "rectanglelabels": [label]}
    return {
        "id": f"r{number}", "type": "rectanglelabels", "from_name": control, "to_name": "image",
        "original_width": 1000, "original_height": 800, "image_rotation": 0, "value": value,
    }  # fmt: skip


def tasks(*results: list[dict[str, object]]) -> bytes:
    found = [
        {"data": {"image": f"https://example.test/{n}.jpg"}, "predictions": [{"result": result}]}
        for n, result in enumerate(results)
    ]
    return json.dumps(found).encode()


@pytest.fixture
def aerial(studio: Studio) -> Studio:
    """A project with the labels of a Label Studio control."""
    label = Feature("label", "box", [Feature("plane", "label"), Feature("car", "label")])
    sky = Feature("sky", "radio", [Feature("blue", "option")])
    with studio.store.write() as session:
        ontology = session.ontologies.create(Ontology("aerial", [label, sky]), 1)
        session.projects.update(studio.project.id, name=None, description=None, ontology_id=ontology.id, at=1)
    labels = {"Airplane": Rule(to="plane"), "Jet": Rule(to="plane"), "Bird": Rule(ignore=True)}
    save(studio, Recipe({
        "tag": Rule(to="label", children=labels),
        "Sky": Rule(to="sky", children={"Blue": Rule(to="blue")}),
    }))  # fmt: skip
    return studio


def imported(studio: Studio, content: bytes) -> Job:
    settings = {"create_rows": True, "dataset_id": studio.dataset.id}
    return studio.run_source(content, format="label_studio", recipe="mine", settings=settings)


def test_controls_and_labels_of_label_studio_tasks_are_mapped(aerial: Studio) -> None:
    sky: dict[str, object] = {
        "id": "r1",
        "type": "choices",
        "from_name": "Sky",
        "to_name": "image",
        "value": {"choices": ["Blue"]},
    }
    job = imported(aerial, tasks([region(1, "Airplane"), sky, region(2, "Jet"), region(3, "Bird")]))
    assert outcome(job) == (1, 1, 0, 0, 0)
    assert job.progress["recipe"] == {
        "/features/tag": ["label", 3],
        "/features/tag/children/Airplane": ["plane", 1],
        "/features/tag/children/Jet": ["plane", 1],
        "/features/tag/children/Bird": [None, 1],
        "/features/Sky": ["sky", 1],
        "/features/Sky/children/Blue": ["blue", 1],
    }


def test_a_task_of_which_nothing_is_left_counts_as_unchanged_once_its_data_row_is_there(
    aerial: Studio,
) -> None:
    first = imported(aerial, tasks([region(1, "Airplane")], [region(2, "Bird")]))
    assert outcome(first) == (2, 2, 0, 0, 0)
    again = imported(aerial, tasks([region(1, "Airplane")], [region(2, "Bird")]))
    assert outcome(again) == (2, 0, 0, 2, 0)


def test_plain_rows_whose_feature_is_a_label_elsewhere_get_the_label() -> None:
    mapped = mapping(Recipe({"Car": Rule(to="tag", label="car"), "tree": Rule(ignore=True)}))
    found = mapped.apply([run("Car", "bus", "tree")])
    entries = [row for row in found if isinstance(row, Entry)]
    assert [(row.line, [(one.feature, one.labels) for one in row.annotations]) for row in entries] == [
        (11, [("tag", ["car"])]), (12, [("bus", [])]), (13, []),
    ]  # fmt: skip
    assert mapped.take() == {"/features/Car": ["tag / car", 1], "/features/tree": [None, 1]}


def test_labels_of_a_task_become_features_of_a_project_that_has_no_controls(studio: Studio) -> None:
    save(studio, Recipe({"tag": Rule(children={"Car": Rule(feature="car"), "Bird": Rule(ignore=True)})}))
    job = imported(studio, tasks([region(1, "Car"), region(2, "Bird")]))
    assert outcome(job) == (1, 1, 0, 0, 0)
    with studio.store.read() as session:
        (row_id,) = session.bundles.job_data_rows(job.id)
        ((annotation,),) = session.bundles.fold(job.set_id, [row_id]).values()
    assert (annotation.feature, annotation.labels) == ("car", [])
