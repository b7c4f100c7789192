import pytest

from postil.model.ontology import Feature, Ontology
from postil.sdk.arrangement import arrange
from postil.sdk.plan import free_name, plan
from postil.sdk.proposal import propose
from tests.unit.sdk.samples import box_row, png


def silent(*_: object) -> None: ...


@pytest.fixture
def proposal(tmp_path):
    """Propose for a file whose names no other test uses."""

    def make(name: str, *rows: str, images: list[str] | None = None):
        file = tmp_path / f"{name}.ndjson"
        file.write_text("".join(rows))
        for image in images or []:
            png(tmp_path / "images" / image, 16, 16)
        return propose(file, images=tmp_path / "images" if images else None)

    return make


def test_on_an_empty_server_everything_is_new(client, proposal):
    made = plan(client, proposal("plan-new", box_row("plan-new-a", "car"), box_row("plan-new-b", "car")))
    assert (made.project, made.dataset, made.ontology) == (None, None, None)
    assert (made.project_name, made.dataset_name, made.ontology_name) == ("plan-new",) * 3
    assert made.new_keys == made.joining_keys == ["plan-new-a", "plan-new-b"]
    assert made.makes_something


def test_nothing_is_left_to_make_once_it_was_made(client, proposal):
    found = proposal("plan-same", box_row("plan-same-a", "car"))
    arrange(client, plan(client, found), found, "batch", silent)
    again = plan(client, found)
    assert not again.makes_something
    assert again.project is not None
    assert (again.project.name, again.new_keys, again.joining_keys) == ("plan-same", [], [])


def test_data_rows_of_the_catalog_join_a_new_project(client, proposal):
    first = proposal("plan-one", box_row("plan-shared", "car"))
    arrange(client, plan(client, first), first, "batch", silent)
    made = plan(client, proposal("plan-two", box_row("plan-shared", "car")))
    assert (made.new_keys, made.joining_keys) == ([], ["plan-shared"])


def test_a_key_that_is_nearly_that_of_an_image_is_not_made(client, proposal):
    rows = box_row("plan-chelsea.png", "cat"), box_row("plan-chelsae.png", "cat")
    made = plan(client, proposal("plan-slip", *rows, images=["plan-chelsea.png"]))
    assert made.misspelt == {"plan-chelsae.png": "plan-chelsea.png"}
    assert made.new_keys == ["plan-chelsea.png"]


def test_without_images_every_key_is_meant(client, proposal):
    rows = box_row("plan-cup.png", "cup"), box_row("plan-cups.png", "cup")
    assert plan(client, proposal("plan-all", *rows)).new_keys == ["plan-cup.png", "plan-cups.png"]


def test_an_ontology_of_the_same_name_with_other_features_stays_what_it_is(client, proposal):
    client.ontologies.create(Ontology("plan-other", [Feature("bus", "box")]), "plan-other")
    made = plan(client, proposal("plan-other", box_row("plan-other-a", "car")))
    assert (made.ontology, made.ontology_name) == (None, "plan-other (2)")


def test_an_ontology_left_by_an_interrupted_run_is_used(client, proposal):
    found = proposal("plan-left", box_row("plan-left-a", "car"))
    left = client.ontologies.create(found.inferred.ontology, "plan-left")
    made = plan(client, found)
    assert made.ontology is not None
    assert made.ontology.id == left.id


def test_a_given_ontology_counts_more_than_the_one_read_from_the_file(client, proposal):
    tree = Ontology("plan-given", [Feature("bus", "box")])
    made = plan(client, proposal("plan-tree", box_row("plan-tree-a", "car")), tree=tree)
    assert (made.ontology_name, made.tree) == ("plan-given", tree)


def test_ids_no_data_row_has_are_found_out(client, proposal):
    row = '{"dataRow": {"id": "c01yguqn61lk04nj04xt4zwpn"}, "name": "car", "point": {"x": 1, "y": 1}}'
    made = plan(client, proposal("plan-ids", row))
    assert (made.absent_ids, made.joining_ids) == (["c01yguqn61lk04nj04xt4zwpn"], [])


@pytest.mark.parametrize(
    ("taken", "free"), [([], "a"), (["b"], "a"), (["a"], "a (2)"), (["a", "a (2)", "a (4)"], "a (3)")]
)
def test_a_taken_name_gets_a_number(taken, free):
    assert free_name("a", taken) == free
