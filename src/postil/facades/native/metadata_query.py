"""Metadata in a query: conditions that a data row meets by the values of its metadata."""

from typing import Annotated

import msgspec

from postil.services.catalog.metadata_conditions import MAX_CONDITIONS

MetadataConditions = Annotated[
    list[Annotated[str, msgspec.Meta(min_length=1, max_length=500)]],
    msgspec.Meta(
        max_length=MAX_CONDITIONS,
        description=(
            "A value of a metadata field, as `name=value`; of numbers and times also `name>=value` and "
            "`name<=value`. May be repeated; then all have to be met."
        ),
    ),
]
