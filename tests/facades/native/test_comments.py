"""What people tell each other about a task: threads, who may say what, and what is over."""

import pytest

from tests.facades.native.test_labels import place

__all__ = ["place"]

NOBODY = "0190a000-0000-7000-8000-00000000dead"


def say(place, text="is this a van?", role="labeler", task=1, **more):
    return place[role].post(f"{place.path}/tasks/{task}/comments", json={"text": text, **more})


def said(place, task=1, role="viewer", **query):
    return place[role].get(f"{place.path}/tasks/{task}/comments", params=query).json()


def change(place, comment, role="labeler", **body):
    return place[role].patch(f"/api/v1/comments/{comment['id']}", json=body)


def test_a_comment_says_who_said_what_about_which_annotation(place):
    made = say(place, annotation="a1").json()
    assert (made["author"], made["text"], made["annotation"]) == (
        "labeler@example.org",
        "is this a van?",
        "a1",
    )
    assert said(place)["items"] == [made]


def test_comments_belong_to_their_task(place):
    say(place, task=2)
    assert said(place)["items"] == []


def test_comments_come_oldest_first_and_in_pages(place):
    for text in "abc":
        say(place, text)
    first = said(place, limit=2)
    rest = said(place, limit=2, after=first["next"])
    assert [one["text"] for one in [*first["items"], *rest["items"]]] == ["a", "b", "c"]
    assert rest["next"] is None


def test_an_answer_belongs_to_the_thread_and_to_what_that_is_about(place):
    thread = say(place, annotation="a1").json()
    answer = say(place, "a bus", role="reviewer", thread=thread["id"]).json()
    assert (answer["thread"], answer["annotation"]) == (thread["id"], "a1")
    again = say(place, "so it is", thread=answer["id"]).json()
    assert again["thread"] == thread["id"]


@pytest.mark.parametrize("uid", [NOBODY, "x"])
def test_a_thread_that_is_not_there_cannot_be_answered(place, uid):
    assert say(place, thread=uid).status_code == 404


def test_a_thread_of_another_task_cannot_be_answered(place):
    thread = say(place, task=2).json()
    assert say(place, thread=thread["id"]).status_code == 404


def test_a_thread_is_resolved_by_whoever_may_comment_and_opened_again(place):
    thread = say(place).json()
    over = change(place, thread, role="reviewer", resolved=True).json()
    assert over["resolved_by"] == "reviewer@example.org"
    assert over["resolved_at"] is not None
    opened = change(place, thread, resolved=False).json()
    assert (opened["resolved_at"], opened["resolved_by"]) == (None, None)


def test_an_answer_opens_a_resolved_thread_again(place):
    thread = say(place).json()
    change(place, thread, resolved=True)
    say(place, "not so fast", thread=thread["id"])
    assert said(place)["items"][0]["resolved_at"] is None


def test_an_answer_is_resolved_with_its_thread_alone(place):
    thread = say(place).json()
    answer = say(place, "a bus", thread=thread["id"]).json()
    assert change(place, answer, resolved=True).status_code == 400


def test_only_its_author_changes_what_a_comment_says(place):
    made = say(place).json()
    assert change(place, made, text="is this a bus?").json()["text"] == "is this a bus?"
    assert change(place, made, role="reviewer", text="no").status_code == 403
    assert said(place)["items"][0]["text"] == "is this a bus?"


@pytest.mark.parametrize("text", ["", "  ", "x" * 10_001])
def test_a_comment_says_something_and_not_too_much(place, text):
    assert say(place, text).status_code == 400
    assert change(place, say(place).json(), text=text).status_code == 400


def test_a_comment_goes_with_its_answers(place):
    thread, other = say(place).json(), say(place, "another").json()
    say(place, "a bus", thread=thread["id"])
    assert place["labeler"].delete(f"/api/v1/comments/{thread['id']}").status_code == 204
    assert said(place)["items"] == [other]


def test_others_delete_a_comment_only_as_managers(place):
    made = say(place).json()
    path = f"/api/v1/comments/{made['id']}"
    assert place["reviewer"].delete(path).status_code == 403
    assert place.admin.delete(path).status_code == 204
    assert place.admin.delete(path).status_code == 404


def test_who_only_looks_does_not_comment(place):
    made = say(place).json()
    assert say(place, role="viewer").status_code == 403
    assert change(place, made, role="viewer", resolved=True).status_code == 403
