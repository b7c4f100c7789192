"""What tests of the catalog send: data rows by uploads and a manifest, in the words of the package."""

import json
from typing import Any

from tests.facades.labelbox.installation import Client

UPLOAD = """mutation UploadFile($file: Upload!, $contentLength: Int!,
    $sign: Boolean) {
    uploadFile(file: $file, contentLength: $contentLength,
            sign: $sign) {url filename} } """
UPSERT = """
    mutation UpsertDataRowsPyApi($manifestUri: String!) {
        upsertDataRows(data: { manifestUri: $manifestUri }) {
            id createdAt updatedAt name status completionPercentage result errors type metadata
        }
    }
    """
FAILED = """query FailedDataRowImportsPyApi($taskId: ID!, $first: Int, $from: String)  {
    failedDataRowImports(data: { taskId: $taskId, first: $first, from: $from})
        {
            after
            total
            results {
                message
                spec {
                    externalId
                    globalKey
                    rowData
                        metadata {
                            schemaId
                            value
                            name
                        }
                        attachments {
                            type
                            value
                            name
                        }
                }
            }
        }
    }
"""
MADE = """query SuccessesfulDataRowImportsPyApi($taskId: ID!, $first: Int, $from: String)  {
    successesfulDataRowImports(data: { taskId: $taskId, first: $first, from: $from})
        {
            nodes {
                id
                externalId
                globalKey
                rowData
                }
            after
            total
        }
    }
"""
CREATE_DATASET = (
    "mutation CreateDatasetPyApi($name: String!){createDataset(data: {name: $name}) "
    "{createdAt description id name rowCount updatedAt}} "
)
URL = "https://example.org/a.jpg"


def dataset(client: Client, name: str = "scenes") -> str:
    """Make a dataset and return its id."""
    return str(client.gql(CREATE_DATASET, {"name": name})["createDataset"]["id"])


def upload(client: Client, content: Any) -> str:
    """Send JSON as the package does, with name and type the wrong way around, and return its URL."""
    sent = client.send(
        UPLOAD,
        {"contentLength": 1, "sign": False},
        "1",
        json.dumps(content).encode(),
        "json_import.json",
    )
    return str(sent["data"]["uploadFile"]["url"])


def item(dataset_id: str, key: dict[str, str] | None = None, **payload: Any) -> dict[str, Any]:
    """Describe one data row as the package does."""
    return {"id": key or {"type": "AUTO", "value": ""}, "payload": {"dataset_id": dataset_id, **payload}}


def upsert(client: Client, *chunks: list[dict[str, Any]]) -> Any:
    """Send files of items and a manifest, and return the task."""
    uris = [upload(client, chunk) for chunk in chunks]
    manifest = {"source": "SDK", "item_count": sum(map(len, chunks)), "chunk_uris": uris}
    return client.gql(UPSERT, {"manifestUri": upload(client, manifest)})["upsertDataRows"]


def made(client: Client, task: Any, first: int = 5000, after: str | None = None) -> Any:
    """Return what became data rows."""
    asked = {"taskId": task["id"], "first": first, "from": after}
    return client.gql(MADE, asked)["successesfulDataRowImports"]


def failed(client: Client, task: Any) -> Any:
    """Return what did not become data rows."""
    asked = {"taskId": task["id"], "first": 5000, "from": None}
    return client.gql(FAILED, asked)["failedDataRowImports"]


def rows(client: Client, dataset_id: str, *payloads: dict[str, Any]) -> list[str]:
    """Make data rows and return their ids, in order."""
    task = upsert(client, [item(dataset_id, **({"row_data": URL} | payload)) for payload in payloads])
    assert failed(client, task)["total"] == 0
    return [node["id"] for node in made(client, task)["nodes"]]
