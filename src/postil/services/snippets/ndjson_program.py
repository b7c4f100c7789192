"""The program for a file of rows: rows as any program can write them, imported by the client."""

from postil.services.snippets.expression import spell
from postil.services.snippets.program import Destination, Program, rows_of, title_of
from postil.services.snippets.sample import Sample

COUNTS = (
    "counts = job.counts\n"
    'print(counts.accepted, "new,", counts.unchanged, "unchanged,", counts.rejected, "rejected")\n'
    "for status in job.errors:\n"
    '    for error in status["errors"]:\n'
    '        print("row", status["line"], error["name"], error["message"])\n'
)
"""How a program tells what became of its rows."""

FILE = "rows.ndjson"
_CLASSES = {"pre_label": "MALPredictionImport", "ground_truth": "LabelImport"}


def ndjson_program(samples: list[Sample], to: Destination) -> Program:
    """Write rows, and the program that imports the file they are in."""
    name = title_of(samples, to, "from a file")
    code = (
        "import postil as lb\n\n"
        f"client = lb.Client(endpoint={spell(to.url)})  # with your key from POSTIL_KEY\n"
        f"job = lb.{_CLASSES[to.purpose]}.create_from_file(\n"
        f"    client, {spell(to.project)}, {spell(name)}, {spell(FILE)}\n"
        ")\n"
        "job.wait_till_done()\n"
        f"{COUNTS}"
    )
    payload = rows_of(samples, to.global_key)
    return Program(kind="ndjson", format=samples[0].format, payload=payload, code=code, file=FILE)
