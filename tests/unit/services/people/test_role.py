"""The five roles, as the documentation of Postil ranks them."""

from postil.services.people.role import MEANINGS, RANKS, reaches


def test_roles_are_ranked_from_viewer_to_owner():
    assert RANKS == ("viewer", "labeler", "reviewer", "manager", "owner")


def test_every_role_has_a_meaning():
    assert tuple(MEANINGS) == RANKS


def test_a_role_reaches_itself_and_those_below_it():
    assert [role for role in RANKS if reaches(role, "reviewer")] == ["reviewer", "manager", "owner"]
