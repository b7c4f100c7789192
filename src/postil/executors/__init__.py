"""Executors: run a callable here, in a thread or in a process of its own. They know no service."""
