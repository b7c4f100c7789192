import json

import postil as lb
from postil.client.sending import send
from postil.sdk.imports import ImportOrder


def test_a_file_that_is_sent_in_parts_becomes_the_same_import(
    client: lb.Client, project: lb.Project, box: dict[str, object], tmp_path
):
    file = tmp_path / "rows.ndjson"
    file.write_text(json.dumps(box) + "\n")
    order = ImportOrder(name="first", source_name=file.name, format="labelbox")
    whole = send(client.connected, project.uid, file, order)
    in_parts = send(client.connected, project.uid, file, order, parts_from=1)
    assert in_parts.id == whole.id
    assert whole.counts.accepted == 1
