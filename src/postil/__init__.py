"""Postil: a self-hosted home for annotations that were made somewhere else."""

__version__ = "0.1.0"
