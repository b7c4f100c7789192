"""Where the pixels of a mask come from."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from postil.errors import AnnotationError
from postil.types.number import plain_whole
from postil.types.refusal import judge, refuse_type

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    from postil.masks import RunMask
    from postil.types.pixels import Picture

MaskSource = Union[str, "os.PathLike[str]", bytes, "npt.NDArray[Any]", "Image.Image", Mapping[str, Any]]
"""What a mask can be made of besides MaskData: a URL or path, PNG bytes, an array, an image."""

_SOURCES = ("im_bytes", "file_path", "url", "arr", "counts")


class MaskData:
    """A picture that holds one mask or, by colour, many. Nothing is read before the mask is needed.

    Args:
        im_bytes: The bytes of a PNG file.
        file_path: The path of a PNG file.
        url: Where a PNG is, for the server to fetch.
        uid: The id of a data row that is the picture.
        global_key: The global key of such a data row.
        arr: An array of height x width, or of height x width x 3 or 4, of whole numbers or booleans (or of
            fractions that are all 0 or 1), or an image of Pillow. It is not copied.
        counts: Run lengths down the columns, the unset run first, as COCO has them.
        size: Height and width, beside `counts`.

    Raises:
        AnnotationError: No source or several (MSK008); an array that is no mask (MSK012, MSK003);
            run lengths that do not fill their size (MSK005).
    """

    __slots__ = ("_picture", "arr", "counts", "file_path", "global_key", "im_bytes", "size", "uid", "url")

    def __init__(
        self,
        *,
        im_bytes: bytes | None = None,
        file_path: "str | os.PathLike[str] | None" = None,
        url: str | None = None,
        uid: str | None = None,
        global_key: str | None = None,
        arr: "npt.NDArray[Any] | Image.Image | None" = None,
        counts: Sequence[int] | None = None,
        size: tuple[int, int] | None = None,
    ) -> None:
        self.im_bytes = im_bytes
        self.file_path = None if file_path is None else os.fspath(file_path)
        self.url, self.uid, self.global_key = url, uid, global_key
        self.arr: npt.NDArray[Any] | None = None
        self.counts = None if counts is None else [plain_whole(count) for count in counts]
        self.size = None if size is None else (plain_whole(size[0]), plain_whole(size[1]))
        self._picture: Picture | None = None
        if arr is not None:
            from postil.types.pixels import checked_array

            self.arr = checked_array(arr)
        self._check()

    def _check(self) -> None:
        given = [name for name in _SOURCES if getattr(self, name) is not None]
        if len(given) != 1 and not (not given and (self.uid or self.global_key)):
            raise AnnotationError(
                f"mask has several sources ({', '.join(given)})" if given else "mask has no source",
                code="MSK008", hint="give exactly one of im_bytes, file_path, url, arr and counts",
                path="/mask", got=given,
            )  # fmt: skip
        if self.counts is not None:
            size = None if self.size is None else list(self.size)
            judge({"name": "-", "mask": {"size": size, "counts": self.counts}})
        if self.im_bytes is not None and not isinstance(self.im_bytes, bytes | bytearray | memoryview):
            what = f"im_bytes is {type(self.im_bytes).__name__}, must be bytes"
            refuse_type(what, "give the bytes of a PNG file", "/mask")

    @classmethod
    def of(cls, source: Any) -> "MaskData":
        """Return the data behind a URL, a path, bytes, an array, an image or a mapping of arguments."""
        if isinstance(source, Mapping):
            return cls(**source)
        if isinstance(source, bytes | bytearray | memoryview):
            return cls(im_bytes=bytes(source))
        if isinstance(source, str) and "://" in source:
            return cls(url=source)
        if isinstance(source, str | Path) or hasattr(source, "__fspath__"):
            return cls(file_path=source)
        return cls(arr=source)

    @classmethod
    def from_2D_arr(cls, arr: "npt.NDArray[Any] | Image.Image", **kwargs: Any) -> "MaskData":  # noqa: N802
        """Return the data of an array of height x width; booleans and any numbers of 0 and 1 will do."""
        return cls(arr=arr, **kwargs)

    @property
    def value(self) -> "npt.NDArray[np.uint8] | None":
        """The picture as an array; None when it is elsewhere (`url`)."""
        return None if self.url is not None else self._open().array()

    def pick(self, color: tuple[int, int, int] | int | None) -> "RunMask":
        """Return the pixels of a colour; see `Mask`.

        Raises:
            AnnotationError: The colour is not there (MSK004); the picture is elsewhere or cannot be read.
        """
        return self._open().pick(color)

    def png_text(self, color: tuple[int, int, int] | int | None) -> str:
        """Return the pixels of a colour as the base64 text of a PNG."""
        return self._open().png_text(color)

    def _open(self) -> "Picture":
        if self._picture is None:
            from postil.types.pixels import open_picture

            self._picture = open_picture(self)
        return self._picture

    def __getstate__(self) -> tuple[None, dict[str, Any]]:
        """Travel between processes without what was decoded."""
        return None, {name: getattr(self, name) for name in self.__slots__} | {"_picture": None}

    def __eq__(self, other: object) -> bool:
        """Same source; arrays are equal when all their values are."""
        if not isinstance(other, MaskData):
            return NotImplemented
        names = ("im_bytes", "file_path", "url", "uid", "global_key", "counts", "size")
        if any(getattr(self, name) != getattr(other, name) for name in names):
            return False
        if self.arr is None or other.arr is None:
            return self.arr is other.arr
        return self.arr.shape == other.arr.shape and bool((self.arr == other.arr).all())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Name the source; bytes and arrays by their size only."""
        if self.arr is not None:
            return f"MaskData(arr={'x'.join(map(str, self.arr.shape))} {self.arr.dtype})"
        if self.im_bytes is not None:
            return f"MaskData(im_bytes=<{len(self.im_bytes)} bytes>)"
        if self.size is not None:
            return f"MaskData(size={self.size})"
        names = ("file_path", "url", "uid", "global_key")
        given = [f"{name}={getattr(self, name)!r}" for name in names if getattr(self, name) is not None]
        return f"MaskData({', '.join(given)})"
