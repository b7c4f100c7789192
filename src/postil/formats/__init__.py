"""Foreign formats: pure readers and writers over the canonical model, declared in one table."""
