import pytest

from postil.checks.suggestion import MAX_COMPARED, Suggester, listed

NAMES = ["bounding_box", "polygon", "Traffic Light", "car"]


@pytest.mark.parametrize(
    ("spelled", "meant"),
    [
        ("bounding_bx", "bounding_box"),
        ("Bounding-Box", "bounding_box"),
        ("BOUNDING BOX", "bounding_box"),
        ("traffic_light", "Traffic Light"),
        ("trffic light", "Traffic Light"),
        ("polygn", "polygon"),
        ("caar", "car"),
        ("elephant", None),
        ("", None),
    ],
)
def test_the_name_meant_is_found_whatever_its_case_separators_and_slips(spelled, meant):
    assert Suggester(NAMES).suggest(spelled) == meant


def test_without_a_near_name_the_other_hint_is_given():
    assert Suggester(NAMES).hint("elephant", "add it") == "add it"
    assert Suggester(NAMES).hint("caar", "add it") == 'did you mean "car"?'


def test_the_nearest_of_several_names_wins():
    assert Suggester(["front_wheel", "front_wheels_left"]).suggest("frontwhel") == "front_wheel"


def test_a_file_of_countless_bad_names_is_compared_only_so_often():
    suggester = Suggester(NAMES)
    for number in range(MAX_COMPARED):
        suggester.suggest(f"nothing like it {number}")
    assert suggester.suggest("bounding_bx") is None
    assert suggester.suggest("Bounding Box") == "bounding_box"


def test_no_name_at_all_is_no_suggestion():
    assert Suggester([]).suggest("car") is None


def test_long_lists_end_in_a_count():
    assert listed(["b", "a"]) == '"a", "b"'
    assert listed([str(number) for number in range(9)]).endswith(" and 3 more")
