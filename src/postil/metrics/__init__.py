"""Metrics: how much two people, or a person and a model, say the same. Pure."""
