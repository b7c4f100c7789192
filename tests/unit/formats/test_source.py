import json

import pytest

from postil.formats.source import is_too_deep, parse


class Notes(list):
    def __call__(self, code, message, hint, pointer="", **_):
        self.append((code, pointer, message))


def problems(line):
    notes = Notes()
    tree = parse(line, notes)
    assert (tree is None) == bool(notes)
    return notes


def codes_at(line):
    return [(code, pointer) for code, pointer, _ in problems(line)]


def test_sound_json_is_returned_as_it_is():
    assert parse(b'{"a": [1, 2.0, null, true, "x"]}', Notes()) == {"a": [1, 2.0, None, True, "x"]}


def test_bytes_that_are_not_utf8_are_located():
    assert problems(b'{"a": "\xff"}') == [("SRC002", "", "byte 8 of the row is not UTF-8")]


def test_truncated_json_says_that_it_ends_in_the_middle():
    assert problems(b'{"a": [1, 2')[0][2] == "the row is not valid JSON: it ends in the middle"


def test_malformed_json_names_the_character():
    assert problems(b'{"a" 1}') == [
        ("SRC003", "", "the row is not valid JSON: expecting ':' delimiter at character 6")
    ]


KINDS = [(b"[1]", "a list"), (b"5", "a number"), (b"null", "null"), (b'"x"', "a string"), (b"true", "true")]


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_a_row_that_is_no_object_is_named_by_its_type(line, kind):
    assert problems(line) == [("SRC004", "", f"the row is {kind}, must be a JSON object")]


def test_duplicate_keys_are_found_at_every_depth():
    line = b'{"a": 1, "a": 2, "b": {"c": 1, "c": 1}, "d": [{"e": {"f": 1, "f": 2}}]}'
    assert codes_at(line) == [("SRC005", "/a"), ("SRC005", "/b/c"), ("SRC005", "/d/0/e/f")]


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_that_are_not_finite_are_located(token):
    assert codes_at(b'{"a": {"x": [1, %b]}}' % token.encode()) == [("SRC006", "/a/x/1")]


def test_pointers_escape_slashes_and_tildes():
    assert codes_at(b'{"a/b": {"~": NaN}}') == [("SRC006", "/a~1b/~0")]


@pytest.mark.parametrize("line", [b'{"a": "\\ud800"}', b'{"a": ["\\udfff"]}', b'{"\\ud800": 1}'])
def test_half_a_surrogate_pair_is_not_text(line):
    assert [code for code, _ in codes_at(line)] == ["SRC003"]


def test_a_whole_surrogate_pair_is_text():
    assert parse(b'{"a": "\\ud83d\\ude00"}', Notes()) == {"a": "\U0001f600"}


def test_a_number_with_thousands_of_digits_is_refused():
    assert problems(b'{"a": %b}' % (b"9" * 5000))[0][0] == "SRC003"


@pytest.mark.parametrize("depth", [65, 5_000])
@pytest.mark.parametrize(
    "spell", [lambda n: "[" * n, lambda n: "[" * n + "]" * n, lambda n: '{"a":' * n + "1" + "}" * n]
)
def test_nesting_beyond_64_levels_is_refused_before_parsing(depth, spell):
    assert codes_at(spell(depth).encode()) == [("SRC007", "")]


def test_64_levels_are_accepted():
    line = '{"a":' * 64 + "1" + "}" * 64
    assert parse(line.encode(), Notes()) == json.loads(line)


def test_brackets_inside_strings_and_side_by_side_do_not_count():
    assert not is_too_deep(
        json.dumps({"a": "[{" * 500 + '"\\' + "[" * 99, "b": [[] for _ in range(500)]}).encode()
    )
