"""What the package does when imports are running first.

python patience.py
"""

import labelbox as lb
from diary import step, tell

client = lb.Client(None)
dataset = client.create_dataset(name="patience")
dataset.create_data_rows([{"row_data": "A text.", "global_key": "patience", "media_type": "TEXT"}])
builder = lb.OntologyBuilder(tools=[lb.Tool(tool=lb.Tool.Type.NER, name="word")])
ontology = client.create_ontology("Patience", builder.asdict(), media_type=lb.MediaType.Text)
project = client.create_project(name="Patience", media_type=lb.MediaType.Text)
project.connect_ontology(ontology)
project.create_batch("patience", global_keys=["patience"])
ROWS = [{"name": "word", "location": {"start": 0, "end": 0}, "dataRow": {"globalKey": "patience"}}]


@step
def an_import():
    job = lb.MALPredictionImport.create_from_objects(client, project.uid, "running first", ROWS)
    first = [job.state.name, job.error_file_url, job.status_file_url]
    job.wait_till_done(sleep_time_seconds=1)
    return {"first": first, "then": job.state.name, "errors": job.errors}


@step
def the_same_again():
    again = lb.MALPredictionImport.create_from_objects(client, project.uid, "running first", ROWS)
    return again.uid == lb.MALPredictionImport.from_name(client, project.uid, "running first").uid


tell()
