import pickle  # noqa: TID251  (what processes exchange, not what is stored)

import pytest

from postil.errors import AnnotationError


def test_an_annotation_error_is_a_value_error_too():
    with pytest.raises(ValueError, match="GEO001 two points at /polygon - give a third"):
        raise AnnotationError("two points", code="GEO001", hint="give a third", path="/polygon")


def test_an_annotation_error_survives_the_trip_between_processes():
    error = AnnotationError("two points", code="GEO001", hint="give a third", path="/polygon", got=object())
    found = pickle.loads(pickle.dumps(error))
    assert isinstance(found, AnnotationError)
    assert (str(found), found.path) == (str(error), "/polygon")
