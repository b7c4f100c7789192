"""Steps from one revision of the schema to the next."""
