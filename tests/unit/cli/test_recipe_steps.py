"""Reading and judging a recipe before anything is made."""

from pathlib import Path

import pytest

from postil.cli.options import Output
from postil.cli.recipe_steps import Chosen, choose, recipe_name
from postil.cli.terminal import Terminal
from postil.errors import UsageError
from postil.formats.inference import Inferred
from postil.model.ontology import Feature, Ontology
from postil.sdk.client import Client
from postil.sdk.location import Location
from postil.sdk.plan import Plan
from postil.sdk.proposal import Proposal

TREE = Ontology("street", [Feature("car", "box")])


def plan() -> Plan:
    return Plan(project_name="street", dataset_name="street", ontology_name="street", tree=TREE)


def proposal() -> Proposal:
    features = [Feature("Car", "box"), Feature("car", "box"), Feature("tree", "box")]
    counts = {"Car": 2, "car": 3, "tree": 4}
    inferred = Inferred(ontology=Ontology("boxes", features), counts=counts, misspelt={})
    return Proposal(
        name="boxes", format="labelbox", title="Rows", rows=9, unreadable=0, inferred=inferred,
        row_keys=[], row_ids=[],
    )  # fmt: skip


def chosen(spelled: str, made: Plan, found: Proposal, *, tree: Ontology | None = TREE) -> Chosen:
    # Nothing of this asks a server: the project is new.
    with Client(Location(url="http://127.0.0.1:1")) as client:
        return choose(client, spelled, made, found, Terminal(Output()), tree=tree)


def file(folder: Path, text: str, name: str = "detector.toml") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize("name", ["detector.toml", "detector.json", "detector.map.toml", "detector"])
def test_a_recipe_is_called_like_its_file(name: str) -> None:
    assert recipe_name(Path("maps") / name) == "detector"


def test_the_proposal_shows_the_names_of_the_ontology(tmp_path: Path) -> None:
    made, found = plan(), proposal()
    text = '[features]\nCar = "car"\ntree = { ignore = true }\n'
    assert chosen(file(tmp_path, text), made, found).name == "detector"
    assert [feature.name for feature in found.inferred.ontology.features] == ["car"]
    assert (found.inferred.counts, made.new_features) == ({"car": 5}, [])


def test_what_the_recipe_creates_is_part_of_the_plan(tmp_path: Path) -> None:
    made = plan()
    chosen(file(tmp_path, '[features]\ntree = { create = "box" }\n'), made, proposal())
    assert (made.new_features, made.makes_something) == (["tree"], True)


def test_one_wrong_rule_is_told_with_its_file_and_place(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        chosen(file(tmp_path, '[features]\nCar = "carr"\n'), plan(), proposal())
    assert (caught.value.code, caught.value.message) == (
        "ONT016",
        'detector.toml: "carr" is no feature of this ontology at /features/Car',
    )


def test_a_file_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"detector.toml:3: a name is mapped twice"):
        chosen(file(tmp_path, '[features]\nCar = "car"\nCar = "car"\n'), plan(), proposal())


def test_several_wrong_rules_are_told_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match=r"2 rules of detector\.toml cannot be used"):
        chosen(file(tmp_path, '[features]\nCar = "carr"\nbus = "buz"\n'), plan(), proposal())
    told = capsys.readouterr().err
    assert told.index('"carr" is no feature') < told.index('"buz" is no feature')


def test_a_recipe_needs_an_ontology_to_map_to(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no ontology to map to"):
        chosen(file(tmp_path, '[features]\nCar = "car"\n'), plan(), proposal(), tree=None)


def test_a_recipe_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match=r"there is no file nothing\.toml"):
        chosen("nothing.toml", plan(), proposal())


def test_a_new_project_has_no_saved_recipes() -> None:
    with pytest.raises(UsageError, match="is new and has no recipes"):
        chosen("@detector", plan(), proposal())
