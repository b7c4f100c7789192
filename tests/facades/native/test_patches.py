"""Patches of a draft that come again: each is applied once, and answered as before."""

from threading import Event, Thread

import pytest

from postil.services.labels import drafts
from postil.services.labels.patches import applied
from tests.facades.native.test_labels import BOX, Place, put


@pytest.fixture
def place(installation, admin):
    return Place(installation, admin)


def test_a_patch_that_is_sent_again_changes_nothing(place):
    draft = place.open()
    first, again = place.patch(draft, put()), place.patch(draft, put())
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["version"] == again.json()["version"] == 2
    assert place.patch(draft, put(), patch_id="other").status_code == 412


def test_a_patch_that_comes_again_after_the_next_one_gets_the_answer_it_got_before(place):
    draft = place.open()
    answers = [place.patch(draft, put(), patch_id=name, version=no) for name, no in (("a", 1), ("b", 2))]
    again = place.patch(draft, put(), patch_id="a", version=1)
    assert (again.status_code, again.content) == (200, answers[0].content)
    assert again.headers["etag"] == answers[0].headers["etag"] == '"2"'
    assert place["labeler"].get(f"/api/v1/drafts/{draft['id']}").json()["version"] == 3
    assert place.patch(draft, put(), patch_id="a", version=2).status_code == 412


def test_warnings_about_a_patch_are_told_again_with_it(place):
    draft = place.open()
    outside = put(geometry=BOX | {"left": -2})
    first, again = (place.patch(draft, outside).json() for _ in range(2))
    assert [one["severity"] for one in first["issues"]] == ["info"]
    assert again == first


def test_a_patch_that_is_sent_again_while_it_is_worked_on_gets_its_answer(place, monkeypatch):
    draft, arrived, go_on = place.open(), Event(), Event()

    def slow(*args):
        if not arrived.is_set():
            arrived.set()
            go_on.wait(30)
        return applied(*args)

    monkeypatch.setattr(drafts, "applied", slow)
    answers = []
    original = Thread(target=lambda: answers.append(place.patch(draft, put())))
    original.start()
    assert arrived.wait(30)
    overtaking = place.patch(draft, put())
    go_on.set()
    original.join()
    assert [overtaking.status_code, answers[0].status_code] == [200, 200]
    assert overtaking.content == answers[0].content
