"""A text from its data row to its export: entities, answers, a relationship, and spans that are not in it.

python text_flow.py ADDRESS_OF_FILES
"""

import sys

import labelbox as lb
import labelbox.types as lb_types
from diary import step, tell

LENGTH = 45
"""In characters, of which one counts for two in UTF-16."""

ADA, BABBAGE = (0, 11), (19, 33)
KEY = "letter.txt"
client = lb.Client(None)
dataset = client.create_dataset(name="letters")
task = dataset.create_data_rows(
    [
        {"row_data": sys.argv[1] + KEY, "global_key": KEY, "media_type": "TEXT"},
        {"row_data": "A letter without names.", "global_key": "empty.txt", "media_type": "TEXT"},
    ]
)
builder = lb.OntologyBuilder(
    tools=[
        lb.Tool(tool=lb.Tool.Type.NER, name="person"),
        lb.Tool(tool=lb.Tool.Type.RELATIONSHIP, name="met"),
    ],
    classifications=[
        lb.Classification(
            class_type=lb.Classification.Type.RADIO,
            name="tone",
            options=[lb.Option("warm"), lb.Option("cool")],
        ),
        lb.Classification(
            class_type=lb.Classification.Type.CHECKLIST,
            name="about",
            options=[lb.Option("people"), lb.Option("places")],
        ),
        lb.Classification(class_type=lb.Classification.Type.TEXT, name="summary"),
    ],
)
ontology = client.create_ontology("Letters", builder.asdict(), media_type=lb.MediaType.Text)
project = client.create_project(name="Letters", media_type=lb.MediaType.Text)
project.connect_ontology(ontology)
project.create_batch("letters", global_keys=[KEY, "empty.txt"])


def entity(place):
    return lb_types.ObjectAnnotation(name="person", value=lb_types.TextEntity(start=place[0], end=place[1]))


def answers():
    return [
        lb_types.ClassificationAnnotation(
            name="tone", value=lb_types.Radio(answer=lb_types.ClassificationAnswer(name="warm"))
        ),
        lb_types.ClassificationAnnotation(
            name="about",
            value=lb_types.Checklist(
                answer=[
                    lb_types.ClassificationAnswer(name="people"),
                    lb_types.ClassificationAnswer(name="places"),
                ]
            ),
        ),
        lb_types.ClassificationAnnotation(
            name="summary", value=lb_types.Text(answer="Two people \u2013 one city")
        ),
    ]


@step
def data_rows():
    row = client.get_data_row_by_global_key(KEY)
    return {"errors": task.errors, "text": row.row_data, "media": row.media_attributes}


@step
def pre_labels_with_a_relationship():
    one, other = entity(ADA), entity(BABBAGE)
    link = lb_types.RelationshipAnnotation(
        name="met",
        value=lb_types.Relationship(source=one, target=other, type=lb_types.Relationship.Type.BIDIRECTIONAL),
    )
    job = lb.MALPredictionImport.create_from_objects(
        client,
        project.uid,
        "letters-pre",
        [lb_types.Label(data={"global_key": KEY}, annotations=[one, other, link, *answers()])],
    )
    return {"errors": job.errors, "n": len(job.statuses)}


@step
def labels():
    job = lb.LabelImport.create_from_objects(
        client,
        project.uid,
        "letters",
        [lb_types.Label(data={"global_key": KEY}, annotations=[entity(ADA), entity(BABBAGE), *answers()])],
    )
    job.wait_till_done()
    return {"errors": job.errors, "n": len(job.statuses)}


@step
def spans_that_are_not_in_the_text():
    rows = [
        {"name": "person", "location": {"start": 0, "end": LENGTH}, "dataRow": {"globalKey": KEY}},
        {"name": "person", "location": {"start": 5, "end": 2}, "dataRow": {"globalKey": KEY}},
        {
            "name": "person",
            "bbox": {"top": 1, "left": 1, "height": 1, "width": 1},
            "dataRow": {"globalKey": KEY},
        },
        {"name": "person", "location": {"start": 2, "end": 7}, "dataRow": {"globalKey": "empty.txt"}},
    ]
    job = lb.MALPredictionImport.create_from_objects(client, project.uid, "letters-wrong", rows)
    return [status["status"] for status in job.statuses]


@step
def exported():
    export = project.export(params={"label_details": True})
    rows = {one.json["data_row"]["global_key"]: one.json for one in export.get_buffered_stream()}
    (label,) = rows[KEY]["projects"][project.uid]["labels"]
    found = label["annotations"]
    return {
        "entities": sorted(
            [
                one["name"],
                one["location"]["start"],
                one["location"]["end"],
                one["location"]["token"],
                one["annotation_kind"],
            ]
            for one in found["objects"]
        ),
        "radio": [one["radio_answer"]["name"] for one in found["classifications"] if "radio_answer" in one],
        "checklist": sorted(
            answer["name"] for one in found["classifications"] for answer in one.get("checklist_answers", [])
        ),
        "text": [one["text_answer"]["content"] for one in found["classifications"] if "text_answer" in one],
        "unlabelled": rows["empty.txt"]["projects"][project.uid]["labels"],
        "row": rows[KEY]["data_row"]["row_data"],
    }


tell()
