"""The Labelbox dialect: annotation rows (NDJSON), ontologies and export rows."""
