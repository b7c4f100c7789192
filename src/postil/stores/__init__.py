"""Stores: where everything but bytes is kept."""
