"""A model run from an event loop: predictions in, and on to a project."""

import asyncio
from typing import Any

import postil as lb
from postil.sdk.location import Location


def test_predictions_go_in_and_on(
    location: Location, client: lb.Client, project: lb.Project, key: str, box: dict[str, object]
):
    ontology = project.ontology()
    assert ontology is not None
    ontology_id = ontology.uid

    async def work() -> tuple[Any, ...]:
        async with lb.AsyncClient(location.key, location.url) as loop:
            model = await loop.create_model("detector", ontology_id)
            run = await model.create_model_run("one", {"rate": 1})
            assert await run.upsert_data_rows(global_keys=[key])
            job = await run.add_predictions("v1", [box])
            sent = await run.send_predictions(project.uid, "sent")
            rows = [row async for row in run.export(format="labelbox")]
            names = [one.name async for one in (await loop.get_model(model.uid)).model_runs()]
            told = (job.counts.accepted, sent.counts.accepted, len(rows), names, await run.total_data_rows())
            await model.delete()
            return told

    assert asyncio.run(work()) == (1, 1, 1, ["one"], 1)
