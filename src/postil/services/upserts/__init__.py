"""Upserts: many data rows made or changed at once, from files of items."""
