import json
import signal

from postil.cli.demo_files import prelabels

IMPORT = ("import", "preds.ndjson", "--images", "images")


def bring_predictions(desk):
    with prelabels() as file:
        (desk.home / "preds.ndjson").write_bytes(file.read_bytes())


def test_from_a_file_of_predictions_to_a_mended_export(served):
    desk = served
    bring_predictions(desk)

    # Nobody at the terminal: the proposal is shown, and nothing is made.
    text = desk.run(*IMPORT, status=2)
    assert "4 with an image to upload" in text
    assert "add --yes" in text
    assert "No imports yet" in desk.run("status")

    # The three wrong rows are refused with what, where and how to fix it; the others are in.
    text = desk.run(*IMPORT, "--yes", status=3)
    assert 'preds.ndjson:12  data row "chelsea.png"' in text
    assert "bbox width is -50, must be greater than 0" in text
    assert 'did you mean "floodlight"?' in text
    assert "chelsea.png" in text.partition("ROW003")[2]
    assert "31 rows read" in text
    assert [row["$postil"]["line"] for row in desk.rows("preds.report.ndjson")] == [12, 13, 30]

    # The same command again changes nothing.
    again = desk.told(*IMPORT, status=3)
    assert again["import"]["counts"] == {
        "read": 31, "accepted": 0, "updated": 0, "unchanged": 28, "rejected": 3, "removed": 0,
        "annotations": 28, "warnings": 0,
    }  # fmt: skip

    # The report as it is stays refused; mended, it goes into the same project.
    desk.run("import", "preds.report.ndjson", status=4)
    mended = (desk.home / "preds.report.ndjson").read_text()
    for wrong, right in (("-50", "50"), ("chelsae", "chelsea"), ("flodlight", "floodlight")):
        mended = mended.replace(wrong, right)
    (desk.home / "preds.report.ndjson").write_text(mended)
    told = desk.told("import", "preds.report.ndjson")
    assert (told["project"]["name"], told["import"]["counts"]["accepted"]) == ("preds", 3)
    assert "was imported already" in desk.run("import", "preds.report.ndjson")

    # Everything comes out as it went in.
    desk.run("export", "--project", "preds", "--format", "labelbox", "--output", "out.ndjson")
    brought = {row["uuid"]: row for row in desk.rows("preds.ndjson")}
    brought |= {row["uuid"]: row for row in desk.rows("preds.report.ndjson")}
    for row in brought.values():
        row.pop("$postil", None)
    assert {row["uuid"]: row for row in desk.rows("out.ndjson")} == brought


def test_the_same_command_on_a_sound_file_is_the_same_import(served):
    row = {"dataRow": {"globalKey": "coffee.png"}, "name": "cup"}
    row["bbox"] = {"top": 17, "left": 172, "height": 292, "width": 237}
    served.write("cups.ndjson", [row])
    command = ("import", "cups.ndjson", "--images", "images", "--yes")
    first, second = served.told(*command), served.told(*command)
    assert second["import"]["id"] == first["import"]["id"]
    assert (first["is_repeated"], second["is_repeated"]) == (False, True)


def test_predictions_come_through_a_pipe_and_leave_through_one(served):
    bring_predictions(served)
    content = (served.home / "preds.ndjson").read_text()
    served.run(
        "import", "-", "--project", "piped", "--images", "images", "--yes", "-q", status=3, given=content
    )
    printed = served.run("export", "-p", "piped", "-f", "labelbox", "-o", "-")
    assert len([json.loads(line) for line in printed.splitlines()]) == 28


def test_an_atomic_import_with_a_wrong_row_leaves_nothing(served):
    bring_predictions(served)
    text = served.run(*IMPORT, "--yes", "--policy", "atomic", status=4)
    assert "nothing was imported" in text
    served.run("export", "--project", "preds", "--format", "labelbox", "--output", "out.ndjson")
    assert served.rows("out.ndjson") == []


def test_a_project_can_begin_with_an_ontology_of_its_own(served):
    tools = [{"tool": "rectangle", "name": "cup"}]
    (served.home / "cups.json").write_text(json.dumps({"tools": tools, "classifications": []}))
    bring_predictions(served)
    told = served.told(*IMPORT, "--ontology", "cups.json", "--yes", status=3)
    assert told["import"]["counts"]["accepted"] == 1
    assert {group["code"] for group in told["issues"]} >= {"ONT001"}


def test_ground_truth_comes_out_as_labels(served):
    row = {"dataRow": {"globalKey": "coffee.png"}, "name": "cup"}
    row["bbox"] = {"top": 17, "left": 172, "height": 292, "width": 237}
    served.write("cups.ndjson", [row])
    served.run("import", "cups.ndjson", "--images", "images", "--purpose", "ground_truth", "--yes")
    served.run("export", "-p", "cups", "-f", "labelbox_export", "-o", "out.ndjson")
    (exported,) = served.rows("out.ndjson")
    (project,) = exported["projects"].values()
    (found,) = project["labels"][0]["annotations"]["objects"]
    assert found["bounding_box"] == {"top": 17, "left": 172, "height": 292, "width": 237}


def test_wrong_files_are_told_and_leave_nothing(served):
    (served.home / "empty.ndjson").touch()
    (served.home / "table.csv").write_text("a,b\n1,2\n")
    assert "SRC001" in served.run("import", "empty.ndjson", status=4)
    assert "SRC009" in served.run("import", "table.csv", status=4)
    assert "no file" in served.run("import", "nothing.ndjson", status=2)
    assert "No imports yet" in served.run("status")


def test_without_a_server_the_commands_say_how_to_start_one(desk):
    bring_predictions(desk)
    assert "postil serve" in desk.run("import", "preds.ndjson", status=5)
    assert "postil serve" in desk.run("status", status=5)


def test_a_server_that_was_killed_is_no_server(served):
    served.stop(how=signal.SIGKILL)
    assert "cannot be reached" in served.run("status", status=5)


def test_the_demo_shows_three_wrong_rows_and_ends_by_itself(desk):
    text = desk.run("demo", "--images", "images", "--data", "demo")
    assert all(code in text for code in ("GEO002", "ONT001", "ROW003"))
    assert "31 rows read" in text
    names = {file.name for file in (desk.home / "demo").glob("*.ndjson")}
    assert names == {
        "demo.ndjson", "demo.report.ndjson", "demo.postil.ndjson", "demo.labelbox.ndjson",
        "demo.labelbox_export.ndjson",
    }  # fmt: skip
    assert not (desk.home / "demo" / "server.json").exists()


def test_what_the_demo_left_can_be_served(desk):
    desk.run("demo", "--images", "images", "--data", "demo", "-q")
    desk.environment["POSTIL_DATA"] = str(desk.home / "demo")
    desk.serve()
    (job,) = desk.told("status")["imports"]
    assert (job["name"], job["counts"]["rejected"]) == ("demo.ndjson", 3)
