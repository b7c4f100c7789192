"""Models: their runs, and what those predict."""
