"""The same flow as with plain objects, against a real server."""

import asyncio
import inspect
import json
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

import postil as lb
from postil.client.asynchronous.imports import AsyncAnnotationImport
from postil.client.imports import AnnotationImport
from postil.errors import ConflictError, NotFoundError, ServerError
from postil.sdk import connection as connection_module
from postil.sdk.location import Location
from tests.unit.sdk.relay import Relay

ABSENT = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def run(location: Location) -> Callable[[Callable[[lb.AsyncClient], Awaitable[Any]]], Any]:
    def started(work: Callable[[lb.AsyncClient], Awaitable[Any]]) -> Any:
        async def main() -> Any:
            async with lb.AsyncClient(location.key, location.url) as client:
                return await work(client)

        return asyncio.run(main())

    return started


TWINS = [
    (lb.Client, lb.AsyncClient, set()),
    (lb.Dataset, lb.AsyncDataset, set()),
    (lb.DataRow, lb.AsyncDataRow, {"dataset", "bulk_delete"}),
    (lb.Project, lb.AsyncProject, set()),
    # An export of a program with an event loop has nothing to wait for, and is gone through one way.
    (lb.Export, lb.AsyncExport, {"get_buffered_stream", "has_errors", "wait_till_done", "wait_until_done",
                                 "completion_percentage", "errors", "status"}),
    (AnnotationImport, AsyncAnnotationImport, {"create", "wait_until_done"}),
    (lb.MALPredictionImport, lb.AsyncMALPredictionImport, {"create", "wait_until_done"}),
    (lb.LabelImport, lb.AsyncLabelImport, {"create", "wait_until_done"}),
    (lb.MEAPredictionImport, lb.AsyncMEAPredictionImport, {"create", "wait_until_done", "model_run_id"}),
    (lb.Model, lb.AsyncModel, set()),
    (lb.ModelRun, lb.AsyncModelRun, set()),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "other", "left_out"), TWINS, ids=lambda it: getattr(it, "__name__", ""))
def test_every_method_has_its_twin_with_the_same_arguments(plain, other, left_out):
    public = {name for name in dir(plain) if not name.startswith("_")} - left_out
    annotated = {name for kind in other.__mro__ for name in inspect.get_annotations(kind)}
    for name in public - annotated - {"purpose"}:
        twin = getattr(other, name)
        mine = inspect.getattr_static(plain, name)
        if isinstance(mine, classmethod):
            mine, twin = mine.__func__, twin.__func__
        if inspect.isfunction(mine):
            expected = list(inspect.signature(mine).parameters)
            assert list(inspect.signature(twin).parameters) == expected, name


@pytest.mark.parametrize(("plain", "other", "_"), TWINS[1:4], ids=lambda it: getattr(it, "__name__", ""))
def test_every_attribute_is_named_with_its_type(plain, other, _, client, dataset, project):
    known = {lb.Dataset: dataset, lb.Project: project}
    made = known[plain] if plain in known else dataset.create_data_row(external_id="a")
    named = {name for kind in other.__mro__ for name in inspect.get_annotations(kind)}
    assert {name for name in vars(made) if not name.startswith("_")} <= named


def test_a_whole_flow(run, key):
    async def flow(client: lb.AsyncClient) -> list[dict[str, Any]]:
        dataset = await client.create_dataset("a dataset")
        task = await dataset.create_data_rows([{"global_key": key}])
        assert not task.has_errors()
        builder = lb.OntologyBuilder(tools=[lb.Tool(lb.Tool.Type.BBOX, "car")])
        project = await client.create_project("a project", lb.MediaType.Image)
        await project.connect_ontology(await client.create_ontology("cars", builder.asdict()))
        batch = await project.create_batch("a batch", [await client.get_data_row_by_global_key(key)])
        assert (batch.size, await dataset.row_count(), project.name) == (1, 1, "a project")
        shape = {"top": 10, "left": 20, "height": 30, "width": 40}
        row = {"name": "car", "bbox": shape, "dataRow": {"globalKey": key}}
        bad = row | {"name": "cart"}
        job = await lb.AsyncLabelImport.create_from_objects(client, project.uid, "truth", [row, bad])
        await job.wait_till_done()
        assert (job.state, job.counts.accepted) == (lb.AnnotationImportState.FINISHED, 1)
        assert [one["errors"][0]["name"] for one in await job.errors()] == ["ONT001"]
        refused = b"".join([piece async for piece in job.rejected()])
        assert json.loads(refused)["name"] == "cart"
        assert await lb.AsyncLabelImport.from_name(client, project.uid, "truth") == job
        with pytest.raises(ConflictError):
            await lb.AsyncLabelImport.create_from_objects(client, project.uid, "truth", [row])
        return [one async for one in project.export(format="labelbox")]

    (exported,) = run(flow)
    assert exported["bbox"] == {"top": 10, "left": 20, "height": 30, "width": 40}


def test_resources_are_listed_page_by_page(run, dataset, key):
    dataset.create_data_rows([{"global_key": f"{key}.{number}"} for number in range(1003)])

    async def listing(connected: lb.AsyncClient) -> tuple[list[str | None], Any, int]:
        found = await connected.get_dataset(dataset.uid)
        rows = [row.global_key async for row in found.data_rows()]
        some = found.data_rows(where=lb.DataRow.global_key == f"{key}.7")
        first = await some.get_one()
        return rows, first and first.global_key, len(await found.data_rows().get_many(5))

    rows, seventh, many = run(listing)
    assert rows == [f"{key}.{number}" for number in range(1003)]
    assert (seventh, many) == (f"{key}.7", 5)


def test_many_requests_are_under_way_at_once(run, key):
    async def many(client: lb.AsyncClient) -> list[str]:
        made = await asyncio.gather(*[client.create_dataset(f"{key}.{number}") for number in range(30)])
        return [one.name for one in made]

    assert run(many) == [f"{key}.{number}" for number in range(30)]


def test_a_file_is_sent_and_an_export_saved(run, project, box, tmp_path):
    path = tmp_path / "rows.ndjson"
    path.write_text(json.dumps(box) + "\n")

    async def flow(client: lb.AsyncClient) -> int:
        job = await lb.AsyncMALPredictionImport.create_from_file(client, project.uid, "a file", path)
        assert job.counts.accepted == 1
        found = await client.get_project(project.uid)
        assert len(await found.export(format="labelbox").result()) == 1
        return await found.export(format="postil").save(tmp_path / "out.ndjson")

    assert run(flow) == (tmp_path / "out.ndjson").stat().st_size


def test_what_is_not_there_is_an_error_of_the_same_kind(run):
    async def ask(client: lb.AsyncClient) -> None:
        with pytest.raises(NotFoundError):
            await client.get_project(ABSENT)

    run(ask)


def test_an_order_is_given_again_under_the_same_key(location: Location, monkeypatch):
    monkeypatch.setattr(connection_module, "PAUSES_S", (0, 0, 0))
    port = urlsplit(location.url).port
    assert port

    async def main(url: str) -> str:
        async with lb.AsyncClient(location.key, url) as client:
            return (await client.create_dataset("kept")).name

    with Relay(port, unanswered=2) as relay:
        assert asyncio.run(main(relay.url)) == "kept"
    heads = b"".join(one for one in relay.sent if one.startswith(b"POST ")).lower().split(b"\r\n")
    keys = [line for line in heads if line.startswith(b"idempotency-key:")]
    assert (len(keys), len(set(keys))) == (3, 1)


def test_cancelling_ends_a_request_that_is_never_answered():
    hung_up = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"

        def hold() -> None:
            with suppress(OSError):
                visitor, _ = silent.accept()
                with visitor:
                    while visitor.recv(65_536):
                        pass
                hung_up.set()

        threading.Thread(target=hold, daemon=True).start()

        async def main() -> None:
            async with lb.AsyncClient("key", url) as client:
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(client.create_dataset("never"), 0.3)
                assert await asyncio.to_thread(hung_up.wait, 30)

        asyncio.run(main())


def test_nobody_at_the_address_is_an_unreachable_server(monkeypatch):
    monkeypatch.setattr(connection_module, "PAUSES_S", ())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

    async def main() -> None:
        async with lb.AsyncClient("key", url) as client:
            await client.create_dataset("never")

    with pytest.raises(ServerError):
        asyncio.run(main())


class Inside(httpx.AsyncBaseTransport):
    """An application of this process that makes datasets."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(await request.aread())
        return httpx.Response(201, json={"id": "1", "name": body["name"]})


def test_an_application_of_this_process_needs_no_network():
    async def main() -> tuple[str, str]:
        async with lb.AsyncClient("key", "http://inside", transport=Inside()) as client:
            made = await client.create_dataset("here")
            return made.name, repr(made)

    assert asyncio.run(main()) == ("here", "<AsyncDataset 'here' 1>")


def test_an_attribute_that_is_none_is_said_to_be_none():
    async def main() -> None:
        async with lb.AsyncClient("key", "http://inside", transport=Inside()) as client:
            made: Any = await client.create_dataset("here")
            with pytest.raises(AttributeError, match="AsyncDataset"):
                _ = made.nonsense

    asyncio.run(main())
