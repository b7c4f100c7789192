"""Public compliance suites: what every implementation of a port or format must pass."""
