"""Numbers and pairs of numbers, kept as they arrived.

JSON distinguishes `977` from `977.0` only in spelling. Postil keeps the spelling (an `int` stays an
`int`) so that what is exported reads exactly like what came in; equality is by value.
"""

Number = int | float

Pair = tuple[Number, Number]
"""One `(x, y)` position, in the unit of the geometry that holds it."""

Size = tuple[int, int]
"""`(width, height)` in pixels, as displayed (EXIF orientation applied)."""
