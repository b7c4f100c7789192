"""Tracks to draw from: objects through time."""

from hypothesis import strategies as st

from postil.model.track import Keyframe, Track, TrackSegment
from postil.testing.strategies.answers import classifications
from postil.testing.strategies.shapes import shapes
from postil.testing.strategies.values import numbers


def tracks() -> st.SearchStrategy[Track]:
    """Objects through time."""
    questions = st.lists(classifications(), max_size=1)
    time = st.none() | numbers(0)
    frames = st.builds(Keyframe, st.integers(1, 9_999), shapes(), questions, time, st.booleans())
    until = st.sampled_from(["last_keyframe", "end"])
    segments = st.builds(TrackSegment, st.lists(frames, min_size=1, max_size=2), until)
    return st.builds(Track, st.lists(segments, max_size=2))
