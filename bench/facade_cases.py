"""The programs of bench_facade.py: the official package against a server, run by its own Python.

python facade_cases.py CASE URL KEY PICTURE_URL
"""

import json
import logging
import sys
import time
import uuid
from importlib import import_module
from typing import Any

import numpy as np

lb: Any = import_module("labelbox")
lb_types: Any = import_module("labelbox.types")

ROWS, BOXES = 100, 1_000
"""Data rows, and boxes on each: the package sends at most 5,000 of a feature on one."""


def main() -> None:
    """Run a case, and print what it needed as one JSON object; pause where the server is measured."""
    case, url, key, picture = sys.argv[1:5]
    logging.disable(logging.CRITICAL)
    client = lb.Client(key, endpoint=f"{url}/graphql", rest_endpoint=f"{url}/labelbox/api/v1", app_url=url)
    print(json.dumps(CASES[case](client, picture)))


def measured(step: Any) -> dict[str, Any]:
    """Say `begin` and wait for an answer, run a step, and say what it took this process."""
    print("begin", flush=True)
    sys.stdin.readline()
    began, processor = time.perf_counter(), time.process_time()
    count = step()
    return {
        "wall": time.perf_counter() - began,
        "processor": time.process_time() - processor,
        "count": count,
    }


def boxes(client: Any, picture: str) -> dict[str, Any]:
    """Make 100,000 boxes, import them as pre-labels, and read what became of each."""
    run = uuid.uuid4()
    keys = [f"picture-{run}-{number}.png" for number in range(ROWS)]
    project = placed(client, picture, keys, [lb.Tool(tool=lb.Tool.Type.BBOX, name="car")], [])

    def step() -> int:
        labels = [
            lb_types.Label(data={"global_key": key}, annotations=[box(n) for n in range(BOXES)])
            for key in keys
        ]
        job = lb.MALPredictionImport.create_from_objects(
            client=client, project_id=project.uid, name="boxes", predictions=labels
        )
        job.wait_till_done(sleep_time_seconds=1)
        if job.errors:
            raise SystemExit(f"boxes were refused: {job.errors[0]}")
        return len(job.statuses)

    return measured(step)


def box(number: int) -> Any:
    """Return one of the boxes."""
    left, top = float(number % 100 * 10), float(number // 100 * 10)
    corners = lb_types.Rectangle(
        start=lb_types.Point(x=left, y=top), end=lb_types.Point(x=left + 8.5, y=top + 7.5)
    )
    return lb_types.ObjectAnnotation(name="car", value=corners)


def street(client: Any, picture: str) -> dict[str, Any]:
    """Do what a script that imports annotations of images does: from the data row to the statuses of both."""
    return measured(lambda: street_flow(client, picture))


def street_flow(client: Any, picture: str) -> int:
    """Place one picture, and import annotations of every kind as pre-labels and as ground truth."""
    key = "street.png"
    tools = [
        lb.Tool(tool=lb.Tool.Type.BBOX, name="bounding_box"),
        lb.Tool(tool=lb.Tool.Type.BBOX, name="bbox_with_radio", classifications=[radio("sub_radio")]),
        lb.Tool(tool=lb.Tool.Type.POLYGON, name="polygon"),
        lb.Tool(tool=lb.Tool.Type.RASTER_SEGMENTATION, name="mask"),
        lb.Tool(tool=lb.Tool.Type.POINT, name="point"),
        lb.Tool(tool=lb.Tool.Type.LINE, name="polyline"),
    ]
    text = lb.Classification(class_type=lb.Classification.Type.TEXT, name="free_text")
    project = placed(client, picture, [key], tools, [radio("radio_question"), text])
    total = 0
    for kind, argument in ((lb.MALPredictionImport, "predictions"), (lb.LabelImport, "labels")):
        label = lb_types.Label(data={"global_key": key}, annotations=annotations())
        job = kind.create_from_objects(
            client=client, project_id=project.uid, name=f"job{uuid.uuid4()}", **{argument: [label]}
        )
        job.wait_until_done()
        if job.errors:
            raise SystemExit(f"annotations were refused: {job.errors[0]}")
        total += len(job.statuses)
    return total


def radio(name: str) -> Any:
    """Return a question with two options."""
    options = [lb.Option(value="first"), lb.Option(value="second")]
    return lb.Classification(class_type=lb.Classification.Type.RADIO, name=name, options=options)


def answered(name: str) -> Any:
    """Return an answer to such a question."""
    answer = lb_types.ClassificationAnswer(name="first")
    return lb_types.ClassificationAnnotation(name=name, value=lb_types.Radio(answer=answer))


def annotations() -> list[Any]:
    """Return one annotation of every kind."""
    pixels = np.zeros((1500, 2000), dtype=np.uint8)
    pixels[200:500, 300:700] = 1
    points = [lb_types.Point(x=100 + 40 * n, y=100 + 30 * (n % 5)) for n in range(20)]
    shapes = {
        "bounding_box": box(3).value,
        "polygon": lb_types.Polygon(points=points),
        "mask": lb_types.Mask(mask=lb_types.MaskData.from_2D_arr(pixels), color=1),
        "point": lb_types.Point(x=1166.606, y=441.768),
        "polyline": lb_types.Line(points=points),
    }
    found: list[Any] = [lb_types.ObjectAnnotation(name=name, value=value) for name, value in shapes.items()]
    found.append(
        lb_types.ObjectAnnotation(
            name="bbox_with_radio", value=box(5).value, classifications=[answered("sub_radio")]
        )
    )
    text = lb_types.ClassificationAnnotation(name="free_text", value=lb_types.Text(answer="sample text"))
    return [*found, answered("radio_question"), text]


def placed(client: Any, picture: str, keys: list[str], tools: list[Any], questions: list[Any]) -> Any:
    """Return a project with an ontology and data rows."""
    dataset = client.create_dataset(name=f"pictures{uuid.uuid4()}")
    rows = [{"row_data": f"{picture}?{key}", "global_key": key} for key in keys]
    task = dataset.create_data_rows(rows)
    task.wait_till_done()
    if task.errors:
        raise SystemExit(f"data rows were refused: {task.errors}")
    builder = lb.OntologyBuilder(tools=tools, classifications=questions)
    ontology = client.create_ontology("pictures", builder.asdict(), media_type=lb.MediaType.Image)
    project = client.create_project(name="pictures", media_type=lb.MediaType.Image)
    project.connect_ontology(ontology)
    project.create_batch(f"batch{uuid.uuid4()}", global_keys=keys, priority=5)
    return project


CASES = {"boxes": boxes, "street": street}

if __name__ == "__main__":
    main()
