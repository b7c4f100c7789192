"""What the package raises for what the server refuses.

python refusals.py URL_OF_THE_SERVER KEY
"""

import sys

import labelbox as lb
from diary import RESULTS, tell
from labelbox.schema.user_group import UserGroup
from labelbox.schema.webhook import Webhook

URL, KEY = sys.argv[1], sys.argv[2]
client = lb.Client(KEY, endpoint=f"{URL}/graphql", rest_endpoint=f"{URL}/labelbox/api/v1")
ABSENT = "c" + "0" * 24


def refused(name, act):
    try:
        RESULTS[name] = ["nothing", repr(act())]
    except Exception as error:
        RESULTS[name] = [type(error).__name__, str(getattr(error, "message", error))]


stranger = lb.Client("no such key", endpoint=f"{URL}/graphql", rest_endpoint=f"{URL}/labelbox/api/v1")
refused("a key that is not valid", lambda: stranger.get_user())
refused("no such project", lambda: client.get_project(ABSENT))
refused("no such dataset", lambda: client.get_dataset(ABSENT))
refused("an id of no form", lambda: client.get_dataset("no id"))
refused("no such ontology", lambda: client.get_ontology(ABSENT))
refused("no such global key", lambda: client.get_data_row_by_global_key("no such key"))
refused("no such model", lambda: client.get_model(ABSENT))
refused("unknown field", lambda: client.execute("query Q { user { id } bbb { id } }"))
refused("a syntax error", lambda: client.execute("query Q { user { id "))
refused("an argument that is missing", lambda: client.execute("query Q { project { id } }"))
refused(
    "too deep",
    lambda: client.execute("query Q { user " + "{ organization { users " * 60 + "{ id }" + "} }" * 60 + " }"),
)
refused(
    "an operation that is not served",
    lambda: Webhook.create(client, ["LABEL_CREATED"], "https://example.org", "s" * 16, None),
)
refused("groups", lambda: UserGroup(client, id=ABSENT).get())
refused(
    "a leaf nobody knows", lambda: client.execute("query Q { user { id noSuchLeaf } }")["user"]["noSuchLeaf"]
)

project = client.create_project(name="Refusals", media_type=lb.MediaType.Image)
dataset = client.create_dataset(name="refusals")
dataset.create_data_rows(
    [
        {"row_data": "https://example.org/a.png", "global_key": "a"},
        {"row_data": "https://example.org/b.png", "global_key": "b"},
    ]
)
project.create_batch("twice", global_keys=["a"])
refused("a batch of a name that is taken", lambda: project.create_batch("twice", global_keys=["b"]))
refused("a batch of unknown keys", lambda: project.create_batch("unknown", global_keys=["key1"]))
refused("a batch of what is there already", lambda: project.create_batch("again", global_keys=["a"]))
refused("a priority that is none", lambda: project.create_batch("priority", global_keys=["b"], priority=9))
refused("an unused ontology that is not there", lambda: client.delete_unused_ontology(ABSENT))
refused(
    "rows of another shape",
    lambda: client.execute(
        "mutation M($u: String!) { upsertDataRows(data: {manifestUri: $u}) { id } }",
        {"u": "https://example.org/manifest.json"},
    ),
)
refused(
    "an export of nothing",
    lambda: client.execute(
        "mutation M($i: ExportDataRowsInProjectInput!) { exportDataRowsInProject(input: $i) { taskId } }",
        {"i": {"filters": 7}},
        error_log_key="errors",
    ),
)
refused(
    "what is not there, by hand",
    lambda: client.execute("query Q($id: ID!) { project(where: {id: $id}) { id } }", {"id": ABSENT}),
)
tell()
