import json

import pytest

from postil.cli.run import run
from tests.unit.sdk.samples import box_row, png


@pytest.fixture
def check(tmp_path, capsys):
    """Check rows and return the status and the one JSON object."""

    def run_check(*rows: str, options: tuple[str, ...] = (), name: str = "f.ndjson"):
        file = tmp_path / name
        file.write_text("".join(rows))
        status = run(["check", str(file), "--json", *options])
        return status, json.loads(capsys.readouterr().out)

    return run_check


def codes(found):
    return [(group["code"], group["count"]) for group in found["issues"]]


def test_rows_are_judged_by_the_ontology_given(check, tmp_path):
    ontology = tmp_path / "o.json"
    ontology.write_text('{"features": [{"name": "car", "kind": "box"}]}')
    status, found = check(
        box_row("a", "car"), box_row("a", "caar"), options=("--ontology", str(ontology))
    )  # fmt: skip
    assert (status, codes(found), found["read"], found["rejected"]) == (3, [("ONT001", 1)], 2, 1)
    assert found["issues"][0]["example"]["hint"] == 'did you mean "car"?'


def test_without_an_ontology_the_file_is_compared_with_itself(check):
    status, found = check(*[box_row("a", "floodlight", left=n) for n in range(6)], box_row("a", "flodlight"))
    assert (status, codes(found), found["ontology"]) == (3, [("ONT001", 1)], None)


def test_every_issue_of_every_refused_row_is_written_where_asked(check, tmp_path):
    ontology = tmp_path / "o.json"
    ontology.write_text('{"features": [{"name": "car", "kind": "box"}]}')
    written = tmp_path / "issues.ndjson"
    rows = (box_row("a", "caar"), box_row("a", "car"), box_row("b", "cat"))
    check(*rows, options=("--ontology", str(ontology), "--issues", str(written)))
    found = [json.loads(line) for line in written.read_text().splitlines()]
    assert [(row["line"], row["data_row"], row["issues"][0]["message"]) for row in found] == [
        (1, "a", 'name "caar" is not a feature of this ontology'),
        (3, "b", 'name "cat" is not a feature of this ontology'),
    ]


def test_a_place_where_issues_cannot_be_written_is_told(check, tmp_path, capsys):
    file = tmp_path / "f.ndjson"
    file.write_text(box_row("a", "car"))
    status = run(["check", str(file), "--issues", str(tmp_path / "none" / "issues.ndjson")])
    told = " ".join(capsys.readouterr().err.split())
    assert (status, "cannot be written: No such file or directory" in told) == (2, True)


def test_rows_of_one_data_row_are_judged_together(check):
    uuid = "6b4cb242-4a23-4596-a217-beaddbc496cb"
    status, found = check(box_row("a", "car", uuid=uuid), box_row("a", "car", left=2, uuid=uuid))
    assert (status, codes(found)) == (3, [("DUP001", 1)])


def test_a_relationship_whose_end_is_missing_is_refused(check):
    ends = {
        "source": "ae658f33-fe3b-490b-93f4-48b3a5aa3c81",
        "target": "b774eb52-48db-40af-b215-8370d269a9a5",
    }
    relation = {
        "dataRow": {"globalKey": "a"},
        "name": "has",
        "relationship": {**ends, "type": "unidirectional"},
    }
    status, found = check(box_row("a", "car", uuid=ends["source"]), json.dumps(relation) + "\n")
    assert (status, [code for code, _ in codes(found)]) == (3, ["REL004"])


def test_a_relationship_may_come_before_its_ends(check):
    ends = {
        "source": "ae658f33-fe3b-490b-93f4-48b3a5aa3c81",
        "target": "b774eb52-48db-40af-b215-8370d269a9a5",
    }
    relation = {
        "dataRow": {"globalKey": "a"},
        "name": "has",
        "relationship": {**ends, "type": "unidirectional"},
    }
    boxes = [box_row("a", "car", uuid=uuid) for uuid in ends.values()]
    assert check(json.dumps(relation) + "\n", *boxes)[0] == 0


def test_sizes_that_are_not_known_are_one_remark_and_no_issue(check):
    status, found = check(box_row("a", "car"), box_row("b", "car"))
    assert (status, codes(found), found["unsized_rows"]) == (0, [], 2)


def test_with_images_bounds_and_keys_are_checked(check, tmp_path):
    png(tmp_path / "images" / "chelsea.png", 10, 10)
    rows = box_row("chelsea.png", "car", left=8), box_row("chelsae.png", "car")
    status, found = check(*rows, options=("--images", str(tmp_path / "images")))
    assert (status, sorted(codes(found))) == (3, [("GEO004", 1), ("ROW003", 1)])
    missing = next(group for group in found["issues"] if group["code"] == "ROW003")
    assert "chelsea.png" in missing["example"]["hint"]


def test_what_lies_outside_is_refused_when_strict(check, tmp_path):
    png(tmp_path / "images" / "a.png", 10, 10)
    options = ("--images", str(tmp_path / "images"), "--strict")
    assert check(box_row("a.png", "car", left=8), options=options)[0] == 4


def test_a_file_in_another_unit_is_refused_whole_unless_its_units_are_trusted(check, tmp_path):
    png(tmp_path / "images" / "a.png", 640, 480)
    box = {"top": 0.25, "left": 0.125, "height": 0.5, "width": 0.25}
    rows = [json.dumps({"dataRow": {"globalKey": "a.png"}, "name": "car", "bbox": box}) + "\n"] * 40
    options = ("--images", str(tmp_path / "images"))
    status, found = check(*rows, options=options)
    assert (status, found["finding"]["code"]) == (4, "GEO005")
    assert check(*rows, options=(*options, "--trust-units"))[0] == 0


def test_masks_in_the_file_are_looked_at_and_masks_elsewhere_are_counted(check):
    broken = {"dataRow": {"globalKey": "a"}, "name": "m", "mask": {"png": "bm8gcG5n"}}
    far = {"dataRow": {"globalKey": "a"}, "name": "m", "mask": {"instanceURI": "https://x.test/m.png"}}
    status, found = check(json.dumps(broken) + "\n", json.dumps(far) + "\n")
    assert (status, codes(found), found["masks_by_url"]) == (3, [("MSK002", 1)], 1)


def test_tasks_of_label_studio_are_checked_with_their_configuration(fixtures, capsys):
    folder = fixtures / "label_studio"
    file, config = folder / "seed003_bbox_choice.json", folder / "seed003_config_1.xml"
    assert run(["check", str(file), "--ontology", str(config), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["read"] == 1


def test_a_report_that_was_not_mended_is_refused_again(check):
    noted = '{"$postil": {"line": 1, "issues": []}, ' + box_row("a", "car", width=-1)[1:]
    status, found = check(noted, box_row("a", "car"))
    assert (status, codes(found)) == (3, [("GEO002", 1)])


def test_a_person_is_told_what_was_not_checked(tmp_path, capsys):
    (tmp_path / "f.ndjson").write_text(box_row("a", "car"))
    assert run(["check", str(tmp_path / "f.ndjson")]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "the size of 1 image is not known" in text
    assert "no --ontology was given" in text
    assert text.endswith("f.ndjson: 1 row read, all would be accepted")


def test_an_ontology_that_cannot_be_used_is_told(tmp_path, capsys):
    (tmp_path / "f.ndjson").write_text(box_row("a", "car"))
    (tmp_path / "o.json").write_text("{}")
    assert run(["check", str(tmp_path / "f.ndjson"), "--ontology", str(tmp_path / "o.json")]) == 2
    assert "ONT007" in capsys.readouterr().err


def test_names_are_judged_as_a_recipe_maps_them(check, tmp_path):
    ontology, recipe = tmp_path / "o.json", tmp_path / "detector.toml"
    ontology.write_text('{"features": [{"name": "car", "kind": "box"}]}')
    recipe.write_text('[features]\nCar = "car"\nbus = { create = "box" }\ntree = { ignore = true }\n')
    rows = [box_row("a", name) for name in ("Car", "bus", "tree", "kar")]
    status, found = check(*rows, options=("--ontology", str(ontology), "--map", str(recipe)))
    assert (status, found["read"], found["rejected"]) == (3, 4, 1)
    assert {code for code, _ in codes(found)} == {"ONT001", "ONT017"}


def test_a_recipe_needs_an_ontology(tmp_path, capsys):
    (tmp_path / "f.ndjson").write_text(box_row("a", "car"))
    assert run(["check", str(tmp_path / "f.ndjson"), "--map", "detector.toml"]) == 2
    assert "needs an ontology" in capsys.readouterr().err
