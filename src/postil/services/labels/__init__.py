"""Labels: what people say about data rows, from an open task to a reviewed version."""
