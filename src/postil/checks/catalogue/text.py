"""TXT: stretches of text and pages of documents."""

from postil.checks.catalogue.entry import Example, IssueCode, rows, server


def _span(start: int, end: int) -> Example:
    return rows({"name": "person", "location": {"start": start, "end": end}}, on="note.txt")


def _quoted(token: str) -> Example:
    location = {"start": 15, "end": 18, "token": token}
    return rows({"name": "person", "location": location}, on="note.txt")


def _page(page: int) -> Example:
    selection = {"tokenIds": ["3f984bf3-1d61-44f5-b59a-9658a2e3440f"], "groupId": "2f4336f4", "page": page}
    return rows({"name": "person", "textSelections": [selection]}, on="page.pdf")


def _box(page: int) -> Example:
    box = {"top": 135.3, "left": 102.771, "height": 109.843, "width": 415.8}
    return rows({"name": "car", "page": page, "unit": "POINTS", "bbox": box}, on="page.pdf")


CODES = (
    IssueCode(
        code="TXT001", title="The span starts after its end",
        checks="That a stretch of text begins before it ends. Labelbox counts the last character in, so one "
               "character has equal start and end.",
        why="It covers no character.",
        fix="Exchange start and end.",
        failing=_span(5, 4), passing=_span(5, 5),
    ),
    IssueCode(
        code="TXT002", title="A position is negative",
        checks="That characters and paragraphs are counted from 0.",
        why="Negative positions count from the end in some languages; here they mean nothing.",
        fix="Count from 0.",
        failing=_span(-5, 5), passing=_span(0, 5),
    ),
    IssueCode(
        code="TXT003", title="The span ends beyond the text",
        checks="That the last character of a span exists.",
        why="The span belongs to another text, or positions were counted in bytes. In tasks of Label Studio "
            "this is a warning: the stretch is kept as it came.",
        fix="Count characters, not bytes, and check which text the row names.",
        failing=_span(80, 86), passing=_span(80, 85),
    ),
    IssueCode(
        code="TXT004", title="The page is below 1",
        checks="That pages are counted from 1.",
        why="There is no such page. A box on page 0 is taken for page 1 (TXT005); a selection of tokens "
            "names its page, so 0 is a mistake.",
        fix="Count pages from 1.",
        failing=_page(0), passing=_page(1),
    ),
    IssueCode(
        code="TXT005", title="Page 0 is read as page 1", severity="warning",
        checks="That boxes on documents count pages from 1.",
        why="Examples of Labelbox count from 0 in one place and from 1 in others. 0 is read as the first "
            "page; a file that counts all its pages from 0 is off by one.",
        fix="Count pages from 1.",
        failing=_box(0), passing=_box(1),
    ),
    IssueCode(
        code="TXT006", title="The quotation is not what stands there",
        checks="That the words a source quotes for a span are those the text has at its positions. White "
               "space may differ. The text must be at hand: given inline, uploaded, or fetched before.",
        why="The span belongs to another text, or its positions were counted in bytes or UTF-16 code units. "
            "In Labelbox rows this is an error, in tasks of Label Studio and rows of Postil a warning.",
        fix="Count characters as code points from 0; Label Studio counts UTF-16 code units.",
        failing=_quoted("Tokyo"), passing=_quoted("Kobe"),
    ),
    IssueCode(
        code="TXT007", title="A position lies in the middle of a character", severity="warning",
        checks="That positions counted in UTF-16 code units, as browsers do, lie between characters. The "
               "text must be at hand.",
        why="Characters such as most emoji are two code units; between the two is no place in the text, so "
            "the stretch cannot be counted in characters. It is kept as it came.",
        fix="Begin and end stretches before or behind the character.",
        failing=server("a Label Studio region that begins within an emoji", "a text with an emoji"),
        passing=_quoted("Kobe"),
    ),
)  # fmt: skip
