from uuid import UUID

from postil.types.row_keys import RowKeys, line_of


def test_equal_rows_have_one_uuid_in_every_label():
    assert RowKeys().of(b"a") == RowKeys().of(b"a")


def test_copies_in_one_label_have_uuids_of_their_own_that_come_again():
    first, second = RowKeys(), RowKeys()
    found = [first.of(b"a") for _ in range(3)]
    assert len(set(found)) == 3
    assert found == [second.of(b"a") for _ in range(3)]


def test_a_uuid_is_of_the_version_whose_bits_its_maker_defines():
    uuid = UUID(RowKeys().of(b"a"))
    assert (uuid.version, uuid.variant) == (8, "specified in RFC 4122")


def test_a_line_is_the_json_with_the_uuid_in_its_place():
    assert line_of(b'{"uuid":"","name":"car"}', "u-1") == b'{"uuid":"u-1","name":"car"}'
