import pytest

from postil.model.issue import Issue
from postil.ports.drafts import Draft
from postil.services.labels.answered_patches import MOST_ISSUES, MOST_PATCHES, answer_of, note


@pytest.fixture
def draft():
    return Draft(id=1, uid="d", project_id=1, task_id=1, data_row_id=1, author_id=1)


def patched(draft, *names, issues=()):
    for name in names:
        draft.version += 1
        note(draft, name, issues)
    return draft


def version_of(draft, name, version):
    found = answer_of(draft, name, version)
    return None if found is None else found[0].version


def test_a_patch_is_known_by_its_id_and_the_version_it_was_made_from(draft):
    patched(draft, "a", "b")
    assert version_of(draft, "a", 1) == 2
    assert answer_of(draft, "a", 2) is None
    assert answer_of(draft, "c", 1) is None


def test_the_patch_applied_last_is_known_by_its_id_alone(draft):
    assert version_of(patched(draft, "a", "b"), "b", 7) == 3


def test_nothing_is_known_before_the_first(draft):
    assert answer_of(draft, "a", 1) is None


def test_only_the_last_few_are_remembered_with_a_few_warnings_each(draft):
    names = [str(no) for no in range(MOST_PATCHES + 1)]
    patched(draft, *names, issues=[Issue("GEO003", "narrow", severity="warning")] * (MOST_ISSUES + 1))
    assert [one.patch_id for one in draft.answered] == names[1:]
    assert {len(one.issues) for one in draft.answered} == {MOST_ISSUES}
    assert draft.patch_id == names[-1]
