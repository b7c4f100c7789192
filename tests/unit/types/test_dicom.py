import pytest

from postil.errors import AnnotationError
from postil.types import GroupKey
from tests.unit.types.make import loose, rectangle


def line(**more):
    given = {"name": "vessel", "group_key": GroupKey.AXIAL, "frame": 1, "keyframe": True}
    return loose.DICOMObjectAnnotation(**(given | {"value": loose.Line(points=[(0, 0), (1, 1)])} | more))


def test_a_plane_may_be_given_by_its_name():
    assert line(group_key="coronal").group_key is GroupKey.CORONAL


def test_an_unknown_plane_is_refused_with_the_known_ones():
    with pytest.raises(AnnotationError, match="AXIAL, SAGITTAL, CORONAL"):
        line(group_key="oblique")


def test_a_series_holds_lines_only():
    with pytest.raises(AnnotationError) as caught:
        line(value=rectangle())
    assert caught.value.code == "VID005"
