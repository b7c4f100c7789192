"""PNG files of every form of the specification, written plainly, for tests of what reads them."""

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
# Adam7: first row, first column, row step, column step of each pass (PNG specification, 8.2).
ADAM7 = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width, height, bit_depth=8, color_type=RGB, interlace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bit_depth, color_type, 0, 0, interlace))


def scanlines(samples, bit_depth):
    """Filter byte 0 and the packed samples of every row of a height x samples array."""
    lines = []
    for row in samples:
        if bit_depth == 16:
            line = row.astype(">u2").tobytes()
        else:
            bits = "".join(format(int(sample), f"0{bit_depth}b") for sample in row)
            line = int(bits.ljust(-len(bits) // 8 * -8, "0"), 2).to_bytes(-(-len(bits) // 8))
        lines.append(b"\x00" + line)
    return b"".join(lines)


def png_file(samples, bit_depth=8, color_type=RGB, *, interlaced=False, palette=(), extra=b""):
    """A PNG of a height x width (x channels) array; `extra` are ready chunks put before the pixels."""
    height, width = samples.shape[:2]
    if interlaced:
        passes = [samples[top::down, left::right] for top, left, down, right in ADAM7]
    else:
        passes = [samples]
    data = b"".join(scanlines(part.reshape(part.shape[0], -1), bit_depth) for part in passes if part.size)
    parts = [SIGNATURE, header(width, height, bit_depth, color_type, int(interlaced))]
    if len(palette):
        parts.append(chunk(b"PLTE", np.asarray(palette, np.uint8).tobytes()))
    return b"".join([*parts, extra, chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")])
