"""What is used where, and what an ontology says before it is stored."""

from tests.facades.native.scene import box, make_project, ndjson, send

CONFIG = """<View><Image name="image" value="$image"/>
<RectangleLabels name="label" toName="image"><Label value="car" background="#ff0000"/>
</RectangleLabels></View>"""


def test_a_data_row_tells_where_it_is_used(admin):
    project = make_project(admin, "street", "a.jpg")
    job = send(admin, project, ndjson(box("a.jpg"))).json()["id"]
    [row] = admin.get("/api/v1/data-rows?global_key=a.jpg").json()["items"]
    found = admin.get(f"/api/v1/data-rows/{row['id']}/uses").json()
    [use] = found["projects"]
    assert (use["project"], use["name"], use["state"]) == (project, "street", "to_label")
    assert ([one["id"] for one in found["imports"]], found["labels"]) == ([job], [])


def test_an_ontology_tells_how_many_annotations_its_features_have(admin):
    project = make_project(admin, "street", "a.jpg", "b.jpg")
    rows = [box("a.jpg"), box("a.jpg", bbox={"top": 5, "left": 5, "height": 5, "width": 5}), box("b.jpg")]
    send(admin, project, ndjson(*rows))
    # Asking for annotations has the index catch up.
    admin.get(f"/api/v1/projects/{project}/annotations")
    ontology = admin.get(f"/api/v1/projects/{project}").json()["ontology"]
    found = admin.get(f"/api/v1/ontologies/{ontology}/uses").json()
    assert found["projects"] == [{"id": project, "name": "street"}]
    assert [(one["annotations"], one["data_rows"]) for one in found["features"]] == [(3, 2)]


def checked(admin, document, name=""):
    answer = admin.post("/api/v1/ontologies/check", json={"document": document, "name": name})
    assert answer.status_code == 200
    return answer.json()


def test_a_tree_is_checked_whole_and_every_issue_says_where(admin):
    found = checked(
        admin, '{"features": [{"name": "car", "kind": "box"}, {"name": "car", "kind": "box"},'
        '{"name": "q", "kind": "radio"}]}', "traffic"
    )  # fmt: skip
    places = {(one["code"], one["where"]["pointer"]) for one in found["issues"]}
    assert places == {("ONT008", "/features/1/name"), ("ONT009", "/features/2/children")}
    assert found["ontology"]["name"] == "traffic"


def test_a_configuration_of_label_studio_becomes_a_tree(admin):
    found = checked(admin, CONFIG)
    [feature] = found["ontology"]["features"]
    assert (feature["name"], feature["kind"], found["issues"]) == ("label", "box", [])
    assert [(one["name"], one["color"]) for one in feature["children"]] == [("car", "#ff0000")]


def test_a_tree_is_shown_as_labelbox_spells_it(admin):
    document = '{"tools": [{"tool": "rectangle", "name": "car", "color": "#00ff00"}]}'
    found = checked(admin, document)
    [tool] = found["labelbox"]["tools"]
    assert (tool["tool"], tool["name"], tool["color"]) == ("rectangle", "car", "#00ff00")


def test_what_is_no_ontology_is_told_and_stores_nothing(admin):
    before = admin.get("/api/v1/ontologies").json()
    found = checked(admin, "boxes, please")
    assert [one["code"] for one in found["issues"]] == ["ONT007"]
    assert admin.get("/api/v1/ontologies").json() == before
