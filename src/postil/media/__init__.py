"""Media: the guarded way to the outside, and what the bytes of an asset say about themselves."""
