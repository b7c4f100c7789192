"""Snippets: how to import into a project, in programs and rows filled with its own names."""
