"""MSK012: arrays that programs hand over as masks."""

from typing import Any

import numpy as np
import numpy.typing as npt

from postil.model.issue import Issue


def check_mask_array(array: npt.NDArray[Any]) -> Issue | None:
    """Check that an array of height x width says of every pixel whether it is set.

    Booleans, whole numbers of any width and fractions that are all 0 or 1 do; what is not 0 is set.
    The official client refuses 64-bit and fractional arrays of the same values.
    """
    if array.ndim != 2 or 0 in array.shape:
        shape = " x ".join(str(side) for side in array.shape) or "no axis"
        return _issue(f"mask array has shape {shape}, must be height x width", list(array.shape))
    if array.dtype.kind in "biu":
        return None
    if array.dtype.kind == "f":
        is_binary = bool(np.all((array == 0) | (array == 1)))
        if is_binary:
            return None
        other = float(array[(array != 0) & (array != 1)][0])
        return _issue(f"mask array holds {other:g}, must hold 0 and 1", other)
    return _issue(f"mask array is of type {array.dtype}", str(array.dtype))


def _issue(message: str, got: object) -> Issue:
    return Issue(
        "MSK012", message, "give booleans or 0 and 1; threshold probabilities first",
        got=got, expected="height x width of 0 and 1",
    )  # fmt: skip
