"""Catalog: datasets, data rows and what belongs to them."""
