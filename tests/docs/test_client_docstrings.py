"""Every public method of the client shows how it is called, in Python that can be read."""

import ast
import inspect
import re

import pytest

import postil as lb

CLASSES = [
    lb.Client, lb.Dataset, lb.DataRow, lb.Project, lb.Export, lb.Ontology, lb.OntologyBuilder, lb.Tool,
    lb.Classification, lb.Option, lb.MALPredictionImport, lb.LabelImport,
    lb.MEAPredictionImport, lb.Model, lb.ModelRun, lb.Collection, lb.Task,
]  # fmt: skip
INTERNAL = {(lb.Task, "take")}
METHODS = [
    (kind, name)
    for kind in CLASSES
    for name, _ in inspect.getmembers(kind, inspect.isroutine)
    if not name.startswith("_") and (kind, name) not in INTERNAL
]


@pytest.mark.parametrize(("kind", "name"), METHODS, ids=[f"{kind.__name__}.{name}" for kind, name in METHODS])
def test_a_method_shows_a_call_of_itself(kind, name):
    shown = re.findall(r"^`(.+)`", inspect.getdoc(getattr(kind, name)) or "", re.MULTILINE)
    assert any(f".{name}(" in example for example in shown)
    for example in shown:
        ast.parse(example)
