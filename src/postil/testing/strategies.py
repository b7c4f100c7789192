"""Hypothesis strategies for canonical values: what a property test of a format, store or service draws from.

Numbers are finite and mix `int` and `float`, because both spellings must survive. Keys are uuids unless a
test asks for others. Values are valid for the model, not for any ontology.
"""

import hashlib
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from postil.masks import RunMask
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification, CustomMetric, Range
from postil.model.data_row import Asset, DataRow
from postil.model.geometry import (
    Bitmap,
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Mask,
    MaskSource,
    Path,
    Point,
    Polygon,
    Polyline,
    Shape,
    Vertex,
)
from postil.model.label import Bundle
from postil.model.number import Number, Pair
from postil.model.recipe import Recipe, Rule
from postil.model.span import (
    MarkupSpan,
    ParagraphSpan,
    SeriesRange,
    TextSpan,
    TimeRange,
    TokenGroup,
    TokenSpan,
)
from postil.model.target import Target
from postil.model.track import Keyframe, Track, TrackSegment

BIGGEST = 2**53


def numbers(low: int = -10_000, high: int = 10_000) -> st.SearchStrategy[Number]:
    """Whole numbers and fractions between two bounds."""
    return st.integers(low, high) | st.floats(low, high, allow_nan=False)


def extents() -> st.SearchStrategy[Number]:
    """Positive lengths."""
    return st.integers(1, 10_000) | st.floats(0.001, 10_000)


def pairs() -> st.SearchStrategy[Pair]:
    """Positions."""
    return st.tuples(numbers(), numbers())


def names() -> st.SearchStrategy[str]:
    """Names of features and options: any text without surrogates, with a printable beginning."""
    alphabet = st.characters(exclude_categories=["Cs", "Cc"])
    return st.builds(
        lambda head, rest: head + rest, st.sampled_from("abcÄ名🙂"), st.text(alphabet, max_size=8)
    )


def texts() -> st.SearchStrategy[str]:
    """Any text that UTF-8 can spell."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def keys() -> st.SearchStrategy[str]:
    """Annotation keys that every format can spell: uuids."""
    return st.uuids().map(str)


def json_values() -> st.SearchStrategy[Any]:
    """JSON values as `ext` may hold them."""
    scalars = st.none() | st.booleans() | st.integers(-BIGGEST, BIGGEST) | numbers() | texts()
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
        max_leaves=6,
    )


def json_objects() -> st.SearchStrategy[dict[str, Any]]:
    """JSON objects, mostly small."""
    return st.dictionaries(texts(), json_values(), max_size=2)


def _units() -> st.SearchStrategy[str]:
    return st.sampled_from(["px", "percent", "fraction", "pt", "inch", "lnglat"])


def boxes(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Box]:
    """Boxes by corner and size, some of them turned."""
    return st.builds(
        Box, numbers(), numbers(), extents(), extents(), st.none() | numbers(-360, 360), unit or _units()
    )


def polygons(
    unit: st.SearchStrategy[str] | None = None, *, is_plain: bool = False
) -> st.SearchStrategy[Polygon]:
    """Rings, stored open: the last point is not the first."""
    ring = st.lists(pairs(), min_size=3, max_size=6).filter(lambda points: points[0] != points[-1])
    more = st.just([]) if is_plain else st.lists(ring, max_size=1)
    return st.builds(Polygon, ring, more, more, unit or _units())


def polylines(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Polyline]:
    """Open lines."""
    return st.builds(Polyline, st.lists(pairs(), min_size=2, max_size=6), unit or _units())


def points(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Point]:
    """Positions without a drawn size."""
    return st.builds(Point, numbers(), numbers(), st.none(), unit or _units())


def ellipses(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Ellipse]:
    """Ellipses about their centre."""
    turn = st.none() | numbers(-360, 360)
    return st.builds(Ellipse, numbers(), numbers(), extents(), extents(), turn, unit or _units())


def paths(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Path]:
    """Lines through vertices, some of them curved."""
    control = st.none() | pairs()
    vertices = st.builds(
        Vertex,
        numbers(),
        numbers(),
        st.none() | names(),
        st.none() | names(),
        st.booleans(),
        control,
        control,
    )
    return st.builds(Path, st.lists(vertices, min_size=1, max_size=4), st.booleans(), unit or _units())


@st.composite
def run_masks(draw: st.DrawFn, max_side: int = 12) -> RunMask:
    """Small masks with at least one pixel set."""
    height, width = draw(st.integers(1, max_side)), draw(st.integers(1, max_side))
    size = height * width
    flips = draw(st.lists(st.integers(0, size), min_size=2, max_size=8, unique=True).map(sorted))
    return RunMask.from_counts(_counts(flips[: len(flips) // 2 * 2], size), height, width)


def _counts(flips: list[int], size: int) -> list[int]:
    borders = [0, *flips, size]
    return [end - begin for begin, end in pairwise(borders)]


@st.composite
def masks(draw: st.DrawFn) -> Mask:
    """Masks as run lengths, with a source whose bytes may be gone."""
    runs = draw(run_masks())
    sha256 = hashlib.sha256(runs.counts.encode()).hexdigest()
    color = draw(st.none() | st.tuples(*[st.integers(0, 255)] * 3))
    source = draw(
        st.none()
        | st.just(MaskSource("coco", color=color))
        | st.just(MaskSource("composite_png", sha256, color=color))
        | st.just(MaskSource("composite_png", url="https://example.com/mask.png", color=color))
    )
    return Mask(runs.height, runs.width, runs.counts, runs.area, runs.bbox, runs.content, source)


def bitmaps() -> st.SearchStrategy[Bitmap]:
    """Rasters of which only the hash is known."""
    hashes = st.binary(max_size=4).map(lambda content: hashlib.sha256(content).hexdigest())
    return st.builds(
        Bitmap, st.integers(1, 99), st.integers(1, 99), hashes, names(), st.none() | numbers(0, 1)
    )


def shapes() -> st.SearchStrategy[Shape]:
    """Every static shape."""
    corners = st.builds(CornerBox, numbers(), numbers(), numbers(), numbers(), _units())
    centers = st.builds(CenterBox, numbers(), numbers(), extents(), extents(), _units())
    lines = polylines() | paths() | points()
    return boxes() | corners | centers | polygons() | lines | ellipses() | masks() | bitmaps()


def spans() -> st.SearchStrategy[Any]:
    """Every kind of span."""
    place, quote = st.integers(0, 10_000), st.none() | texts()
    unit = st.sampled_from(["codepoint", "utf16"])
    tokens = st.lists(names(), max_size=3)
    groups = st.builds(TokenGroup, names(), tokens, st.integers(1, 9))
    return st.one_of(
        st.builds(TextSpan, place, place, unit, quote),
        st.builds(MarkupSpan, names(), place, names(), place, st.none() | place, st.none() | place, quote),
        st.builds(ParagraphSpan, place, place, place, place, quote),
        st.builds(TokenSpan, st.lists(groups, max_size=2)),
        st.builds(
            TimeRange, numbers(), numbers(), st.sampled_from(["ms", "s"]), st.none() | st.integers(0, 9)
        ),
        st.builds(SeriesRange, numbers() | texts(), numbers() | texts(), st.booleans()),
    )


def tracks() -> st.SearchStrategy[Track]:
    """Objects through time."""
    questions = st.lists(classifications(), max_size=1)
    time = st.none() | numbers(0)
    frames = st.builds(Keyframe, st.integers(1, 9_999), shapes(), questions, time, st.booleans())
    until = st.sampled_from(["last_keyframe", "end"])
    segments = st.builds(TrackSegment, st.lists(frames, min_size=1, max_size=2), until)
    return st.builds(Track, st.lists(segments, max_size=2))


def metrics() -> st.SearchStrategy[list[CustomMetric]]:
    """Numbers under names of their own."""
    return st.lists(st.builds(CustomMetric, names(), numbers()), max_size=2)


def confidences() -> st.SearchStrategy[Number | None]:
    """Absent, or from 0 to 1."""
    return st.none() | numbers(0, 1)


def classifications() -> st.SearchStrategy[Classification]:
    """Questions answered in every way, questions about answers included."""
    return _QUESTIONS


def _classifications(nested: st.SearchStrategy[list[Classification]]) -> st.SearchStrategy[Classification]:
    ranges = st.lists(st.builds(Range, st.integers(0, 99), st.integers(0, 99)), max_size=1)
    values = st.none() | texts() | numbers() | st.lists(names(), max_size=2)
    answers = st.builds(
        Answer,
        value=values, schema_id=st.none() | names(), feature_id=st.none() | st.integers(1, BIGGEST),
        confidence=confidences(), metrics=metrics(), classifications=nested, ranges=ranges,
        ext=json_objects(),
    )  # fmt: skip
    kinds = st.sampled_from(
        [
            "radio", "checklist", "text", "number", "rating", "datetime", "taxonomy", "ranking", "pairwise",
            "messages",
        ]
    )  # fmt: skip
    return st.builds(
        Classification,
        feature=st.none() | names(), kind=kinds, answers=st.lists(answers, max_size=2),
        schema_id=st.none() | names(), confidence=confidences(), ext=json_objects(),
    )  # fmt: skip


# One strategy that refers to itself; a new one per call would never end.
_QUESTIONS: st.SearchStrategy[Classification] = st.deferred(
    lambda: _classifications(st.lists(_QUESTIONS, max_size=1))
)


def relations() -> st.SearchStrategy[Relation]:
    """Links between keys."""
    direction = st.sampled_from(["unidirectional", "bidirectional", "reverse"])
    return st.builds(
        Relation, names(), st.none() | names(), st.none() | names(), direction, st.lists(names(), max_size=2)
    )


def targets() -> st.SearchStrategy[Target]:
    """Parts of a data row."""
    part = st.none() | names()
    return st.builds(
        Target,
        names() | st.just(""),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(1, 9),
        part,
        part,
    )


def annotations() -> st.SearchStrategy[Annotation]:
    """Annotations with every field in use somewhere."""
    return st.builds(
        Annotation,
        key=st.just("") | keys() | names(),
        feature=st.none() | names(),
        feature_id=st.none() | st.integers(1, BIGGEST),
        geometry=st.none() | shapes() | spans() | tracks(),
        kind=st.sampled_from(["object", "classification", "relationship"]),
        labels=st.lists(names(), max_size=2),
        classifications=st.lists(classifications(), max_size=2),
        confidence=confidences(),
        metrics=metrics(),
        relation=st.none() | relations(),
        target=st.none() | targets(),
        group=st.none() | names(),
        schema_id=st.none() | names(),
        readonly=st.booleans(),
        hidden=st.booleans(),
        order=st.none() | st.integers(0, 99),
        ext=json_objects(),
    )


def bundles() -> st.SearchStrategy[Bundle]:
    """What one set says about one data row."""
    return st.builds(
        Bundle,
        annotations=st.lists(annotations(), max_size=2),
        kind=st.sampled_from(["pre_label", "prediction", "ground_truth", "draft"]),
        no=st.integers(0, 9),
        version=st.none() | names(),
        score=confidences(),
        is_benchmark=st.booleans(),
        ext=json_objects(),
    )


def data_rows() -> st.SearchStrategy[DataRow]:
    """Data rows with assets by URL and inline."""
    side = st.none() | st.integers(1, 9_000)
    assets = st.builds(
        Asset,
        name=names() | st.just(""),
        media_type=st.sampled_from(["image", "video", "text", "document", "audio"]),
        url=st.none() | names(),
        inline=json_values(),
        width=side,
        height=side,
        size_source=st.sampled_from(["probed", "declared", "unknown"]),
        orientation=st.integers(1, 8),
        facts=json_objects(),
    )
    return st.builds(
        DataRow,
        assets=st.lists(assets, max_size=2),
        global_key=st.none() | names(),
        external_id=st.none() | names(),
        data=json_objects(),
        metadata=json_objects(),
        ext=json_objects(),
    )


def recipes(known: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Recipe]:
    """Recipes with rules of every kind, some below others; `known` draws the names."""
    drawn = names() if known is None else known
    leaf = st.one_of(
        st.builds(lambda to: Rule(to=to), drawn),
        st.just(Rule(ignore=True)),
        st.builds(lambda to: Rule(to=to, create="box"), st.none() | drawn),
    )
    nested = st.recursive(
        leaf,
        lambda below: st.builds(
            lambda to, children: Rule(to=to, children=children),
            st.none() | drawn,
            st.dictionaries(drawn, below, min_size=1, max_size=3),
        ),
        max_leaves=6,
    )
    labelled = st.builds(lambda to, label: Rule(to=to, label=label), drawn, drawn)
    control = st.builds(lambda name, to: Rule(children={name: Rule(feature=to)}), drawn, drawn)
    return st.builds(Recipe, st.dictionaries(drawn, nested | labelled | control, max_size=4))
