"""Ports: what the services need from the outside world, as protocols and the records they exchange."""
