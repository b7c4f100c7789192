"""GIF (87a and 89a): size from the logical screen, frames by walking the blocks."""

from postil.media.headers.header import BrokenHeader, CutShort, ImageHeader, Window

_MAX_BLOCKS = 1_000_000
_EXTENSION, _IMAGE = 0x21, 0x2C


class _Walk:
    """A walk over the blocks, counting frames and growing the screen to hold the first."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.width, self.height = (window.number(offset, 2, is_big=False) for offset in (6, 8))
        self.frames = 0
        self.blocks = 0
        self.offset = 13 + _table_length(window.at(10, 1)[0])

    def step(self) -> bool:
        """Pass one block; False at the trailer or at anything that is no block."""
        kind = self.window.at(self.offset, 1)[0]
        if kind == _IMAGE:
            self._image()
        elif kind == _EXTENSION:
            self.offset += 2
        else:
            return False
        self._data()
        return True

    def _image(self) -> None:
        if self.frames == 0:
            left, top, wide, high = (
                self.window.number(self.offset + at, 2, is_big=False) for at in (1, 3, 5, 7)
            )
            self.width, self.height = max(self.width, left + wide), max(self.height, top + high)
        self.frames += 1
        self.offset += 11 + _table_length(self.window.at(self.offset + 9, 1)[0])

    def _data(self) -> None:
        while self.blocks < _MAX_BLOCKS:
            length = self.window.at(self.offset, 1)[0]
            self.offset += 1 + length
            self.blocks += 1
            if length == 0:
                return


def read(window: Window) -> ImageHeader:
    """Read the screen and count the frames, without unpacking any.

    Raises:
        BrokenHeader: There is no frame.
    """
    walk = _Walk(window)
    frames: int | None = None
    try:
        while walk.blocks < _MAX_BLOCKS and walk.step():
            pass
        frames = walk.frames if walk.blocks < _MAX_BLOCKS else None
    except CutShort:
        if walk.frames == 0:
            raise
    if frames == 0:
        raise BrokenHeader("no frame")
    return ImageHeader(walk.width, walk.height, frames=frames)


def _table_length(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
