"""Names: the features a kept input was made with, as far as its beginning tells."""

from itertools import islice

from postil.formats.format import Format
from postil.formats.inference import Inference
from postil.formats.note import clean
from postil.model.ontology import Feature
from postil.services.imports.source import Source

MOST_BLOCKS = 16
"""Blocks that are looked at, of about 4 MiB each: an answer must not take longer with the file."""


def seen_features(source: Source, fmt: Format) -> list[Feature]:
    """Return the features the rows of a source name, as the source spells them."""
    inference = Inference()
    with source.open() as stream:
        for block in islice(fmt.split(stream), MOST_BLOCKS):
            for row in fmt.read_runs(clean(block, fmt)):
                inference.add(row.annotations)
                for bundle in getattr(row, "bundles", ()):
                    inference.add(bundle.annotations)
    return inference.finish(source.name).seen
