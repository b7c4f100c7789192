"""What a name or an id may mean, in a tree written by hand."""

import pytest

from postil.model.identity import spell_id
from postil.ports.projections import FeaturePlace
from postil.services.ontologies.features import FeatureError, Features

UIDS = [f"01a20000-0000-7000-8000-00000000000{number}" for number in range(9)]
TREE = [
    (1, "car", "box", None),
    (2, "colour", "radio", 1),
    (3, "red", "option", 2),
    (4, "lorry", "box", None),
    (5, "colour", "radio", 4),
    (6, "red", "option", 5),
    (7, "blue", "option", 5),
    (8, "sedan", "label", 1),
]
FEATURES = Features(
    [FeaturePlace(number, UIDS[number], name, kind, parent, alias="x-7" if number == 7 else None)
     for number, name, kind, parent in TREE]
)  # fmt: skip


@pytest.mark.parametrize(
    ("feature", "option", "found"),
    [
        ("car", None, {1}),
        ("colour", None, {2, 5}),
        ("sedan", None, {8}),
        (UIDS[2], None, {2}),
        (spell_id(UIDS[2]), None, {2}),
        (UIDS[3], None, {3}),
        ("x-7", None, {7}),
        (None, "red", {3, 6}),
        ("car", "red", {3}),
        ("car", "sedan", {8}),
        ("colour", "blue", {7}),
        (UIDS[5], "red", {6}),
        (None, UIDS[7], {7}),
    ],
)
def test_everything_that_may_be_meant_is_found(feature, option, found):
    assert FEATURES.wanted(feature, option) == found


def test_nothing_named_means_any():
    assert FEATURES.wanted(None, None) is None


@pytest.mark.parametrize(
    ("feature", "option", "code", "hint"),
    [
        ("Lory", None, "ONT001", 'did you mean "lorry"?'),
        ("zebra", None, "ONT001", 'use one of "car", "colour", "lorry", "sedan"'),
        ("red", None, "ONT001", 'use one of "car", "colour", "lorry", "sedan"'),
        (None, "green", "ONT005", 'use one of "blue", "red", "sedan"'),
        ("car", "blue", "ONT005", 'use one of "red", "sedan"'),
    ],
)
def test_an_unknown_name_is_refused_and_the_nearest_is_named(feature, option, code, hint):
    with pytest.raises(FeatureError) as refused:
        FEATURES.wanted(feature, option)
    assert (refused.value.code, refused.value.hint, refused.value.status) == (code, hint, 422)


def test_a_project_without_features_says_so():
    with pytest.raises(FeatureError, match="has no features"):
        Features([]).wanted("car", None)
