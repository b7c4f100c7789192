import hashlib
from types import SimpleNamespace

import pytest

from postil.facades.native.errors import PreconditionError, PreconditionMissingError
from postil.facades.native.precondition import demanded, etag, expected


def call(given=None):
    return SimpleNamespace(headers={} if given is None else {"if-match": given})


def test_a_version_is_spelled_as_a_strong_entity_tag():
    assert etag(7) == '"7"'


@pytest.mark.parametrize("given", ['"6"', '"8", "9"', "7", "x7x", 'W/"7"', ""])
def test_a_change_made_from_another_version_does_not_name_this_one(given):
    assert 7 not in (expected(call(given)) or ())


def test_the_version_a_change_was_made_from_is_read():
    assert demanded(call('"12"')) == 12


def test_a_change_that_must_name_its_version_is_refused_without():
    with pytest.raises(PreconditionMissingError):
        demanded(call())


@pytest.mark.parametrize("given", ['"a"', "*", "12", '"1", "2"', '"-1"', '"\u0663"', '"' + "9" * 40 + '"'])
def test_what_names_no_version_is_refused(given):
    with pytest.raises(PreconditionError):
        demanded(call(given))


def test_a_tag_of_an_answer_has_its_hash_behind_the_version():
    assert etag(7, b"abc") == '"7.' + hashlib.blake2b(b"abc", digest_size=6).hexdigest() + '"'


@pytest.mark.parametrize("given", ['"7.0f3a5f2c81d0"', '"6.0f", "7.ff"'])
def test_the_hash_of_an_answer_stands_in_nobodys_way(given):
    assert 7 in (expected(call(given)) or ())


def test_the_version_is_read_from_a_tag_with_a_hash():
    assert demanded(call('"12.0f3a"')) == 12


@pytest.mark.parametrize(
    ("given", "versions"), [(None, None), ("*", None), ('"6", "7.a"', {6, 7}), ('"a"', set())]
)
def test_the_versions_a_change_may_be_made_from_are_read(given, versions):
    assert expected(call(given)) == versions
