"""What an import says about one row: the reader and the rules of the server, with the ontology of the row."""

from collections.abc import Iterable, Sequence
from typing import Any

from postil.checks.annotation import Checker
from postil.checks.facts import RowFacts
from postil.formats.inference import Inference
from postil.formats.labelbox.envelope import read_row
from postil.formats.labelbox.fields import fill
from postil.formats.labelbox.reading import EXT, Contents, Reading
from postil.formats.labelbox.wire import Row
from postil.model.annotation import Annotation, PlainObject
from postil.model.issue import Issue
from postil.model.ontology import FeatureIndex

_DATA_ROW = {"globalKey": "-"}


def find_error(row: dict[str, Any], media_type: str) -> Issue | None:
    """Return the first error of a row of which everything is known but its data row and ontology."""
    reading = Reading(1, Row(), Contents())
    fill(reading, {"dataRow": _DATA_ROW} | row)
    entry = read_row(reading, b"")
    found = _first_error(entry.issues)
    return found or _judge(entry.annotations, media_type)


def _judge(annotations: Sequence[Annotation | PlainObject], media_type: str) -> Issue | None:
    inference = Inference()
    inference.add(annotations)
    index = FeatureIndex(inference.finish("-", media_type).ontology)
    checker = Checker(index, purpose="pre_label", format_name=EXT)
    facts = RowFacts(media_type)
    for annotation in annotations:
        if isinstance(annotation, Annotation):
            found = _first_error(checker.check(annotation, facts))
            if found is not None:
                return found
    return None


def _first_error(issues: Iterable[Issue]) -> Issue | None:
    """The ontology is made up, so what differs from it says nothing."""
    errors = (issue for issue in issues if issue.severity == "error")
    return next((issue for issue in errors if not issue.code.startswith("ONT")), None)
