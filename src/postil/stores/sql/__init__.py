"""The store on SQL databases: one schema, one file per aggregate, hot statements per dialect."""
