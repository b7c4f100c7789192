import pytest

from postil.checks.place import places_of
from postil.model.answer import Answer, Classification, Range
from postil.model.geometry import Box, Mask, Polygon
from postil.model.span import TextSpan

BOX = Box(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("form", "pointer", "noun"),
    [
        ("labelbox", "/bbox/left", "bbox"),
        ("label_studio", "/value/x", "rectangle"),
        ("", "/geometry/left", "box"),
    ],
)
def test_a_field_is_pointed_to_in_the_spelling_of_the_source(form, pointer, noun):
    places = places_of(form)
    assert places.field(places.shape(BOX), "left") == pointer
    assert places.noun(BOX) == noun


@pytest.mark.parametrize(
    ("form", "pointer"),
    [("labelbox", "/polygon/3"), ("label_studio", "/value/points/3"), ("", "/geometry/points/3")],
)
def test_a_point_is_pointed_to_by_its_index(form, pointer):
    places = places_of(form)
    assert places.point(places.shape(Polygon([])), 3) == pointer


def test_masks_of_a_video_row_are_not_inside_its_keyframes():
    places = places_of("labelbox")
    assert places.keyframe_shape("/segments/0/keyframes/1", BOX) == "/segments/0/keyframes/1/bbox"
    assert places.keyframe_shape("/segments/0/keyframes/1", Mask()) == "/masks"


@pytest.mark.parametrize(
    ("found", "pointer"),
    [
        (Classification("q", "radio", [Answer("a")]), "/answer"),
        (Classification("q", "checklist", [Answer("a")]), "/answer/0"),
        (Classification("q", "radio", [Answer("a")], spelled_as="checklist"), "/answer/0"),
        (Classification("q", "text", [Answer("a")]), "/answer"),
        (Classification("q", "text", [Answer("a", ranges=[Range(1, 2)])]), "/answer/0"),
    ],
)
def test_answers_of_labelbox_are_an_object_a_list_or_text(found, pointer):
    assert places_of("labelbox").answer("", found, 0) == pointer


def test_answers_of_label_studio_are_listed_by_their_control():
    places = places_of("label_studio")
    assert places.answer("", Classification("q", "checklist", []), 2) == "/value/choices/2"
    assert places.answer("", Classification("q", "rating", []), 0) == "/value/rating"


def test_labelbox_counts_the_last_character_in():
    assert places_of("labelbox").is_end_inclusive
    assert not places_of("label_studio").is_end_inclusive
    assert places_of("labelbox").shape(TextSpan(0, 1)) == "/location"
