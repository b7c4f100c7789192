"""Arrays as PostgreSQL reads them: of thousands of names, the driver would spell each by itself."""

from collections.abc import Iterable


def array_of_texts(texts: Iterable[str]) -> str:
    """Spell texts for `%s::text[]`."""
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return '{"' + '","'.join(quoted) + '"}' if quoted else "{}"


def array_of_numbers(numbers: Iterable[int]) -> str:
    """Spell integers for `%s::bigint[]`."""
    return "{" + ",".join(map(str, numbers)) + "}"
