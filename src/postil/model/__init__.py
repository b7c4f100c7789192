"""The canonical model: what an annotation is, independent of any format, store or protocol.

Only the standard library, msgspec and numpy may be imported below this package.
"""
