"""Ontologies: trees of features, and features by themselves."""
