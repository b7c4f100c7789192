"""Blobs and spool on a local folder."""
