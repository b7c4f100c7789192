"""Postil's own dialect: lossless lines of data rows with everything said about them."""
