"""A file whose names are not those of the ontology, from the first refusal to the next file of its source."""

import json

TREE = {"tools": [{"tool": "rectangle", "name": "car"}, {"tool": "rectangle", "name": "bus"}]}
BOX = {"top": 17, "left": 172, "height": 29, "width": 23}


def row(name):
    return {"dataRow": {"globalKey": "coffee.png"}, "name": name, "bbox": BOX}


def test_from_unknown_names_to_a_saved_recipe(served):
    desk = served
    (desk.home / "tree.json").write_text(json.dumps({**TREE, "classifications": []}))
    desk.write("monday.ndjson", [row("Cars"), row("car"), row("tree"), row("street lamp")])
    command = ("import", "monday.ndjson", "--project", "street", "--images", "images")

    # Unknown names are refused, and a recipe is suggested.
    told = desk.told(*command, "--ontology", "tree.json", "--yes", status=3)
    assert [one["place"] for one in told["suggestion"]["unknown"]] == [["Cars"], ["tree"], ["street lamp"]]
    text = desk.run("map", "monday.ndjson", "-p", "street", "-o", "detector.toml")
    lines = (desk.home / "detector.toml").read_text().splitlines()
    assert (text, lines[2]) == ("", 'Cars = "car"')

    # Somebody decides about the rest. What is created is shown and asked about first.
    with (desk.home / "detector.toml").open("a") as file:
        file.write('tree = { ignore = true }\n"street lamp" = { to = "lamp", create = "box" }\n')
    text = desk.run(*command, "--map", "detector.toml", status=2)
    assert "add --yes" in text
    assert "lamp" not in str(desk.told("status"))
    told = desk.told(*command, "--map", "detector.toml", "--yes")
    counts = told["import"]["counts"]
    assert (counts["read"], counts["accepted"], counts["unchanged"], counts["rejected"]) == (4, 2, 2, 0)
    uses = {" ".join(use["place"]): (use["to"], use["count"]) for use in told["import"]["recipe"]["uses"]}
    assert uses == {"Cars": ("car", 1), "tree": (None, 1), "street lamp": ("lamp", 1)}

    # The same command again changes nothing; without the recipe it is another import.
    assert desk.told(*command, "--map", "detector.toml", "--yes")["is_repeated"]

    # The next file of the source: the saved recipe is offered, and used when it is asked for.
    desk.write("tuesday.ndjson", [row("Cars") | {"bbox": BOX | {"top": 3}}, row("tree")])
    tuesday = ("import", "tuesday.ndjson", "--project", "street")
    assert "--map @detector" in desk.run(*tuesday, status=4)
    told = desk.told(*tuesday, "--map", "@detector")
    assert (told["import"]["recipe"]["version"], told["import"]["counts"]["accepted"]) == (1, 1)

    # What comes out carries the names of the ontology and goes in again without a recipe.
    desk.run("export", "-p", "street", "-f", "labelbox", "-o", "out.ndjson")
    assert sorted(found["name"] for found in desk.rows("out.ndjson")) == ["car", "car", "car", "lamp"]
    again = desk.told("import", "out.ndjson", "-p", "street")["import"]["counts"]
    assert (again["unchanged"], again["read"]) == (4, 4)


def test_a_recipe_that_leads_nowhere_stops_before_anything_is_made(served):
    desk = served
    (desk.home / "tree.json").write_text(json.dumps({**TREE, "classifications": []}))
    desk.write("monday.ndjson", [row("Cars")])
    (desk.home / "wrong.toml").write_text('[features]\nCars = "carr"\n')
    command = ("import", "monday.ndjson", "--ontology", "tree.json", "--map", "wrong.toml", "--yes")
    text = desk.run(*command, status=2)
    assert "ONT016" in text
    assert 'did you mean "car"?' in text
    assert "No imports yet" in desk.run("status")
