"""Index: what is derived from layers, and the questions it answers."""
