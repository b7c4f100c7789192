"""Changelog fragments: one file per change, named by issue and kind, two sentences."""

import re

import pytest

from tests.architecture.tree import ROOT

NAME = re.compile(r"\d{3,}(-[a-z]+)*\.(added|changed|fixed|removed)\.md")
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def complaints(name: str, text: str) -> list[str]:
    """Say what is wrong with one fragment."""
    found = [] if NAME.fullmatch(name) else [f"{name}: name it NNN[-topic].<added|changed|fixed|removed>.md"]
    sentences = len(SENTENCE_END.findall(text.strip()))
    return found if sentences == 2 else [*found, f"{name}: {sentences} sentences, must be two"]


def test_every_fragment_is_named_by_its_kind_and_has_two_sentences():
    files = [path for path in (ROOT / "changes").iterdir() if path.name != "README.md"]
    assert [line for path in files for line in complaints(path.name, path.read_text(encoding="utf-8"))] == []


def test_the_rules_for_fragments_fit_fifteen_lines():
    assert len((ROOT / "changes" / "README.md").read_text(encoding="utf-8").splitlines()) <= 15


@pytest.mark.parametrize("name", ["2.added.md", "002.add.md", "002.added.txt", "added.md"])
def test_a_misnamed_fragment_is_noticed(name):
    assert complaints(name, "It does this. Before it did that.")


@pytest.mark.parametrize("text", ["", "One sentence.", "One. Two. Three."])
def test_a_fragment_of_another_length_is_noticed(text):
    assert complaints("002.added.md", text)
