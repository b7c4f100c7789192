"""What on a data row an annotation lies on."""

import msgspec


class Target(msgspec.Struct, omit_defaults=True, gc=False, frozen=True):
    """The part of a data row; every field absent means the whole of its only asset.

    `asset` names one of the data row's assets, `item` an image of a series (from 0), `page` a page of a
    document (from 1), `message` a message of a conversation, `series` a DICOM plane or channel.
    """

    asset: str = ""
    item: int | None = None
    page: int | None = None
    message: str | None = None
    series: str | None = None
