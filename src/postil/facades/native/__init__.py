"""The REST interface: one declared table of routes, served and described from the same entries."""
