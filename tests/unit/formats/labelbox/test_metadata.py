"""Metadata as the official package spells it, with the ids Labelbox documents."""

import pytest

from postil.errors import UsageError
from postil.formats.labelbox.metadata import MetadataSchemas, field_schema
from postil.model.identity import new_uid

SPLIT, TEST, TRAIN = "cko8sbczn0002h2dkdaxb5kal", "cko8scbz70005h2dkastwhgqt", "cko8sbscr0003h2dk04w86hof"
TAG, CAPTURED = "cko8s9r5v0001h2dk9elqdidh", "cko8sdzv70006h2dk8jg64zvb"


@pytest.fixture
def schemas():
    options = [(new_uid(), name) for name in ("train", "valid", "test")]
    return MetadataSchemas(
        [
            field_schema(new_uid(), "tag", "string"),
            field_schema(new_uid(), "split", "enum", options),
            field_schema(new_uid(), "captureDateTime", "datetime"),
            field_schema(new_uid(), "weather", "enum", [(new_uid(), "sun"), (new_uid(), "train")]),
        ]
    )


def test_reserved_fields_have_the_ids_programs_have_written_down(schemas):
    split = schemas.by_name["split"]
    assert (split.id, [option.id for option in split.options][::2]) == (SPLIT, [TRAIN, TEST])
    assert (schemas.by_name["tag"].id, schemas.by_name["captureDateTime"].id) == (TAG, CAPTURED)
    assert [field.is_reserved for field in schemas.fields] == [True, True, True, False]


def test_other_fields_and_options_have_ids_of_25_characters(schemas):
    weather = schemas.by_name["weather"]
    assert {len(one.id) for one in (weather, *weather.options)} == {25}
    assert weather.options[1].id != TRAIN


@pytest.mark.parametrize(
    "entries",
    [
        [{"schemaId": SPLIT, "value": {}}, {"schemaId": TEST, "value": {}}],
        [{"schemaId": TEST, "value": {}}, {"schemaId": SPLIT, "value": {}}],
        [{"schemaId": TEST, "value": {}}],
        [{"schemaId": SPLIT, "value": TEST}],
        [{"schema_id": SPLIT, "value": "test"}],
        [{"name": "split", "value": "test"}],
    ],
)
def test_every_way_to_answer_an_enum_is_read(schemas, entries):
    assert schemas.read(entries) == {"split": "test"}


def test_what_is_written_is_read_back(schemas):
    values = {"tag": "a", "split": "train", "captureDateTime": "2024-01-01T00:00:00Z", "weather": "train"}
    assert schemas.read(schemas.write(values)) == values
    assert schemas.read(schemas.write_named(values)) == values


def test_an_enum_is_written_in_two_entries(schemas):
    assert schemas.write({"split": "test", "tag": "a"}) == [
        {"schemaId": SPLIT, "value": {}},
        {"schemaId": TEST, "value": {}},
        {"schemaId": TAG, "value": "a"},
    ]


@pytest.mark.parametrize(
    "twice",
    [
        [{"schemaId": TAG, "value": "a"}, {"schemaId": TAG, "value": "b"}],
        [{"schemaId": TAG, "value": "a"}, {"name": "tag", "value": "b"}],
    ],
)
def test_a_second_answer_is_refused_in_the_words_the_package_waits_for(schemas, twice):
    with pytest.raises(UsageError) as caught:
        schemas.read(twice)
    assert caught.value.message == f"A schemaId can only be specified once per DataRow : [{TAG}]"


def test_two_options_of_one_enum_are_refused(schemas):
    with pytest.raises(UsageError, match="only be specified once"):
        schemas.read([{"schemaId": TEST, "value": {}}, {"schemaId": TRAIN, "value": {}}])


@pytest.mark.parametrize(
    "entries", [[{"schemaId": "1" * 25, "value": "x"}], [{"value": "x"}], [{"schemaId": SPLIT, "value": {}}]]
)
def test_what_means_no_field_or_no_option_is_refused(schemas, entries):
    with pytest.raises(UsageError):
        schemas.read(entries)
