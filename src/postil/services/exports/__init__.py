"""Exports: what Postil holds, streamed out or written to files that are fetched later."""
