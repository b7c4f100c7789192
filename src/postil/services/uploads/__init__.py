"""Uploads: files that arrive in parts, over any number of connections, and become imports."""
