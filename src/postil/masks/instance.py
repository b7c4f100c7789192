"""Single-instance mask PNGs: one file, one mask, any pixel that is not zero belongs to it."""

import numpy as np

from postil.masks import png, scan
from postil.masks.run_mask import RunMask
from postil.masks.toggles import Toggles, complement, from_runs


def single(content: bytes) -> RunMask:
    """The mask of a PNG that holds one instance (the official package writes mode L with values 0 and 1).

    A pixel belongs when any colour channel is not zero; 16-bit grey counts both bytes, other 16-bit channels
    their high byte. Alpha is ignored unless it carries all the information: when every pixel has the same
    colour and the opacity varies, the pixels that are not fully transparent belong.

    Raises:
        UsageError: No PNG, cut off or damaged (MSK002).
        UnsupportedError: Another image kind (MSK003).
        LimitError: A side is over 9,000 pixels, or too many runs (MSK001).
    """
    runs = scan.scan(png.decode(content))
    unset = _unset_pixels(runs)
    size = runs.height * runs.width
    return RunMask.from_row_toggles(complement(unset, size), runs.height, runs.width)


def _unset_pixels(runs: scan.Runs) -> Toggles:
    levels = runs.values if runs.mode == "I;16" else scan.color_keys(runs)
    opacity = scan.alpha(runs)
    if opacity is not None and (levels == levels[0]).all() and (opacity != opacity[0]).any():
        levels = opacity
    is_unset = np.concatenate(([False], levels == 0, [False]))
    edges = np.flatnonzero(is_unset[1:] != is_unset[:-1])
    places = np.append(runs.starts, np.int32(runs.height * runs.width))
    return from_runs(places[edges[0::2]], places[edges[1::2]])
