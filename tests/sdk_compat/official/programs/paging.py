"""More than two pages of everything that is paged, by offset and by cursor, and of batches of both sizes.

python paging.py
"""

import labelbox as lb
from diary import step, tell

N = 250
client = lb.Client(None)


@step
def datasets_by_offset():
    made = {client.create_dataset(name=f"page {number:03}").uid for number in range(N)}
    listed = [one.uid for one in client.get_datasets() if one.name.startswith("page ")]
    one = list(client.get_datasets(where=lb.Dataset.name == "page 123"))
    return {
        "listed": len(listed),
        "each once": set(listed) == made and len(set(listed)) == len(listed),
        "named": len(one),
    }


dataset = client.create_dataset(name="many")
KEYS = [f"many-{number:04}" for number in range(1100)]
task = dataset.create_data_rows(
    [{"row_data": f"Text {key}.", "global_key": key, "media_type": "TEXT"} for key in KEYS]
)
task.wait_till_done()


@step
def data_rows_by_cursor():
    rows = list(dataset.data_rows())
    return {
        "errors": task.errors,
        "created": len(task.created_data_rows),
        "rows": len(rows),
        "each once": sorted(row.global_key for row in rows) == KEYS,
    }


@step
def a_batch_of_more_than_a_thousand():
    builder = lb.OntologyBuilder(tools=[lb.Tool(tool=lb.Tool.Type.NER, name="word")])
    ontology = client.create_ontology("Many", builder.asdict(), media_type=lb.MediaType.Text)
    project = client.create_project(name="Many", media_type=lb.MediaType.Text)
    project.connect_ontology(ontology)
    small = project.create_batch("small", global_keys=KEYS[:50])
    large = project.create_batch("large", global_keys=KEYS[50:])
    rows = [
        {"name": "word", "location": {"start": 0, "end": 3}, "dataRow": {"globalKey": key}}
        for key in KEYS[:N]
    ]
    job = lb.LabelImport.create_from_objects(client, project.uid, "many", rows)
    labels = list(project.labels())
    return {
        "sizes": sorted(batch.size for batch in project.batches()),
        "same": {small.uid, large.uid} == {batch.uid for batch in project.batches()},
        "errors": job.errors,
        "labels": len({label.uid for label in labels}),
    }


tell()
