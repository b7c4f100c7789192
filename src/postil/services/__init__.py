"""Services: what Postil does, one resource per module, on ports alone. See README.md beside this file."""
