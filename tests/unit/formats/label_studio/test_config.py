import pytest

from postil.formats.label_studio.config import read_config


def read_fixture(fixtures, number):
    document = (fixtures / "label_studio" / f"seed003_config_{number}.xml").read_bytes()
    return read_config(document, name="seed")


def shown(ontology):
    return {
        feature.name: (feature.kind, [child.name for child in feature.children])
        for feature in ontology.features
    }


def codes(document):
    return [(issue.code, issue.where.line) for issue in read_config(document)[1]]


IMAGE = '<Image name="i" value="$i"/>'


def test_a_fragment_is_refused_with_line_and_column(fixtures):
    ontology, issues = read_fixture(fixtures, 0)
    assert [issue.code for issue in issues] == ["ONT007"]
    assert "line 1, column 1" in issues[0].message
    assert ontology.features == []


@pytest.mark.parametrize(
    ("number", "media", "features"),
    [
        (1, "image", {"choice": ("radio", ["Boeing", "Airbus"]), "label": ("box", ["Airplane", "Car"])}),
        (
            2, "image",
            {
                "rect": ("box", ["Vehicle", "Building", "Pavement"]),
                "polygon": ("polygon", ["Vehicle", "Building", "Pavement"]),
                "ellipse": ("ellipse", ["Vehicle", "Building", "Pavement"]),
                "kp": ("point", ["Vehicle", "Building", "Pavement"]),
                "labels": ("region", ["Vehicle", "Building", "Pavement"]),
            },
        ),
        (
            4, "image",
            {
                "label": ("region", ["Text", "Handwriting"]), "bbox": ("box", ["Text", "Handwriting"]),
                "poly": ("polygon", ["Text", "Handwriting"]), "transcription": ("text", []),
            },
        ),
    ],
)  # fmt: skip
def test_the_configurations_of_the_documentation_are_read(fixtures, number, media, features):
    ontology, issues = read_fixture(fixtures, number)
    assert issues == []
    assert (ontology.media_type, shown(ontology)) == (media, features)


def test_a_text_configuration_labels_regions(fixtures):
    ontology, issues = read_fixture(fixtures, 3)
    assert issues == []
    (feature,) = ontology.features
    assert (ontology.media_type, feature.kind, len(feature.children)) == ("text", "region", 11)


def test_the_configuration_is_kept_as_it_came(fixtures):
    document = (fixtures / "label_studio" / "seed003_config_1.xml").read_bytes()
    ontology, _ = read_config(document)
    assert ontology.ext["label_studio"]["config"] == document.decode()


def test_a_control_remembers_its_tag_and_what_it_is_about(fixtures):
    ontology, _ = read_fixture(fixtures, 4)
    transcription = ontology.features[-1]
    assert transcription.ext["label_studio"] == {"tag": "TextArea", "to_name": ["image"], "per": "region"}
    assert transcription.is_required


def test_colours_and_aliases_of_labels_are_read():
    ontology, _ = read_config(
        f'<View>{IMAGE}<BrushLabels name="b" toName="i">'
        '<Label value="Car" alias="c" background="red"/></BrushLabels></View>'
    )
    (label,) = ontology.features[0].children
    assert (label.name, label.title, label.color) == ("c", "Car", "red")


def test_several_choices_make_a_checklist_and_nested_ones_a_tree():
    ontology, _ = read_config(
        f'<View>{IMAGE}<Choices name="c" toName="i" choice="multiple"><View>'
        '<Choice value="a"><Choice value="b"/></Choice></View></Choices></View>'
    )
    (question,) = ontology.features
    (first,) = question.children
    assert (question.kind, first.name, first.children[0].name) == ("checklist", "a", "b")


def test_relations_are_one_relationship_with_labels():
    ontology, issues = read_config(f'<View>{IMAGE}<Relations><Relation value="part of"/></Relations></View>')
    assert issues == []
    assert shown(ontology) == {"relations": ("relationship", ["part of"])}


def test_lent_labels_are_features_of_their_own(fixtures):
    ontology, _ = read_fixture(fixtures, 2)
    tools = {feature.name: feature for feature in ontology.features}
    assert tools["rect"].children == tools["labels"].children
    assert tools["rect"].children[0] is not tools["labels"].children[0]


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ('<Rectangle toName="i"/>', [("ONT007", 2)]),
        ('<Rectangle name="r"/>', [("ONT007", 2)]),
        ('<Rectangle name="r" toName="other"/>', [("ONT007", 2)]),
        ('<Text value="$t"/>', [("ONT007", 2)]),
        ('<Rectangle name="i" toName="i"/>', [("ONT008", 2)]),
        ('<Choices name="c" toName="i"/>', [("ONT009", 2)]),
        ('<Choices name="c" toName="i" value="$options"/>', []),
        ('<Choices name="c" toName="i"><Choice value="a"/><Choice value="a"/></Choices>', [("ONT008", 2)]),
        ('<Header value="Look closely"/>', []),
    ],
)
def test_what_a_tag_lacks_is_reported_with_its_line(inner, found):
    assert codes(f"<View>{IMAGE}\n{inner}</View>") == found


def test_an_empty_view_is_an_ontology_without_features():
    ontology, issues = read_config("<View></View>")
    assert (ontology.features, issues) == ([], [])
