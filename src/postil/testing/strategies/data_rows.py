"""Data rows to draw from."""

from hypothesis import strategies as st

from postil.model.data_row import Asset, DataRow
from postil.testing.strategies.values import json_objects, json_values, names


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
