from postil.model.ontology import Feature, Ontology
from postil.sdk.ontologies import is_same

TREE = Ontology(
    "tree",
    [
        Feature(
            "car", "box", [Feature("color", "radio", [Feature("red", "option"), Feature("blue", "option")])]
        ),
        Feature("joins", "relationship", constraints=[("car", "car")]),
        Feature("note", "text", is_required=True, max_characters=9, alias="ck1"),
    ],
)


def test_a_tree_comes_back_as_it_was_stored(client):
    made = client.ontologies.create(TREE, "as stored")
    stored = client.ontologies.get(made.id)
    assert is_same(stored, TREE)
    assert stored.names() == {"car", "joins", "note"}


def test_a_tree_with_one_option_more_is_another_one(client):
    stored = client.ontologies.create(TREE, "one option less")
    other = Ontology("tree", [Feature("car", "box", [Feature("color", "radio", [Feature("red", "option")])])])
    assert not is_same(stored, other)


def test_ids_of_another_place_are_left_out(client):
    tree = Ontology("tree", [Feature("car", "box", id=7, uid="0190a000-0000-7000-8000-000000000021")])
    stored = client.ontologies.create(tree, "new ids")
    assert stored.features[0]["id"] != tree.features[0].uid
