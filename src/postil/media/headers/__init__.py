"""Size, orientation and frame count from the header of an image file, one module per file type."""
