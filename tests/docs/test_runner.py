"""The runner of documents notices a page that lies."""

import os
import time
from pathlib import Path

import pytest

from tests.docs.page import DocumentError, blocks_of, matches
from tests.docs.runner import Reader


def follow(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    Reader(tmp_path).follow(blocks_of(page))


@pytest.mark.parametrize(
    "block",
    [
        "```python\nassert 1 == 1\n```",
        "```python\n>>> 1 + 1\n2\n```",
        "```bash\ncd / && test -d .\n```",
        "```console\n$ echo one; echo two\none\ntwo\n$ echo three\n```",
        "```console\n$ cd /\n$ pwd\n/\n```",
        "```console\n$ echo one \\\n>   two\none two\n```",
        "```console\n$ exit 3 | cat; (exit 3)   # exit 3\n```",
        "```console no-run: needs a cluster\n$ false\n```",
        "```json\n{}\n```",
        "  ```bash\n  true\n  ```",
        "~~~python\npass\n~~~",
    ],
)
def test_a_true_block_passes(tmp_path, block):
    follow(tmp_path, block)


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ("```python\nassert 1 == 2\n```", "AssertionError"),
        ("```python\n>>> 1 + 1\n3\n```", "Expected"),
        ("```bash\nfalse\ntrue\n```", "exit status 1"),
        ("```console\n$ false\n```", "exits 1, not 0"),
        ("```console\n$ true   # exit 3\n```", "exits 0, not 3"),
        ("```console\n$ echo one\ntwo\n```", "instead of"),
        ("```console\nls\n```", "before the first command"),
        ("```console\n$ exit 0\n```", "ended early"),
        ("```console no-run:\n$ false\n```", "needs its reason"),
        ("```\nls\n```", "language ''"),
        ("```sh\nls\n```", "language 'sh'"),
        ("```python\npass\n", "never closed"),
        ("```python append: more.py\npass\n```", "no block above wrote more.py"),
    ],
)
def test_a_block_that_lies_is_reported_with_its_line(tmp_path, block, complaint):
    with pytest.raises(DocumentError, match=r"page\.md:2: (?s:.)*" + complaint):
        follow(tmp_path, f"# Title\n{block}")


def test_blocks_of_a_page_share_a_directory_in_order(tmp_path):
    follow(
        tmp_path,
        "```json file: in/a.json\n{}\n```\n\n```console\n$ cat in/a.json\n{}\n$ echo $HOME/in\n.../in\n```",
    )


def test_a_file_may_grow_from_block_to_block(tmp_path):
    follow(
        tmp_path,
        "```python file: a.py\none = 1\n```\n\n```python append: a.py\nprint(one)\n```\n\n"
        "```console\n$ python a.py\n1\n```",
    )


def is_running(pid):
    stat = Path(f"/proc/{pid}/stat")
    try:
        os.kill(pid, 0)
        # A killed program that nobody has waited for yet still has a number.
        return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_background_program_ends_with_the_page(tmp_path):
    follow(tmp_path, "```console\n$ sleep 600 & echo $! > pid\n```")
    pid = int((tmp_path / "pid").read_text())
    while is_running(pid):
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("a\nb", "a\nb\n"),
        ("took ... s", "took 0.3 s\n"),
        ("a\n...\nd", "a\nb\nc\nd\n"),
        ("a\n...", "a\n"),
        ("a  ", "a\n"),
        ("(x)", "(x)\n"),
    ],
)
def test_output_matches(expected, actual):
    assert matches(expected, actual)


@pytest.mark.parametrize(
    ("expected", "actual"), [("a", "a\nb\n"), ("a\nb", "a\n"), ("a...c", "a\nc\n"), ("a", "aa\n")]
)
def test_other_output_does_not_match(expected, actual):
    assert not matches(expected, actual)
